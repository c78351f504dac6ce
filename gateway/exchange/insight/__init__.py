"""Indicators: counted, small numbers hidden, shown as tables, files and charts, with the cases behind them."""
