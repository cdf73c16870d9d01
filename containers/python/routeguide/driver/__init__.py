"""The driver: carries out the scripts of a batch, and reports what it saw. Contract version 2."""
