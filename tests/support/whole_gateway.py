"""All code of the gateway, loaded by importing this: processes that are forked afterwards start at once."""

import gc
import pkgutil
from importlib import import_module

from gateway.cli import GC_THRESHOLD

gc.disable()
for _package in map(import_module, ("gateway.cli", "gateway.exchange", "gateway.library", "gateway.store")):
    for _each in pkgutil.walk_packages(_package.__path__, f"{_package.__name__}."):
        import_module(_each.name)
import_module("gateway.app")
gc.collect()
gc.freeze()  # a collection in a fork would copy all of it
gc.enable()
gc.set_threshold(GC_THRESHOLD)
