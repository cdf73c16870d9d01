"""Run them by `python -m unittest`, in the peer's folder, with a Python that the set-up made."""
