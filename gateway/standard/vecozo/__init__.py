"""VECOZO: its codes and statuses, and what goes over VSP-Koppeling REST: metadata and payload."""
