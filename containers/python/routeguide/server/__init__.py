"""The reference server: a file per RPC, and what surrounds them."""
