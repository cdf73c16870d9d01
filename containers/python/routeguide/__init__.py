"""RouteGuide in Python: the reference server, the demo client and the driver."""
