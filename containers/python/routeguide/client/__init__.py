"""The client: a file per RPC, each with the call itself and its part of the demo."""
