"""`python talent_register/probe.py`: ends well when the web server of this container serves. For health checks."""

import http.client
import os
import sys

host = os.environ.get("REGISTER_HOSTS", "localhost").split(",")[0].strip()
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=4)
try:
    connection.request("GET", "/healthz", headers={"Host": host})
    sys.exit(connection.getresponse().status != 200)
except OSError as reason:
    sys.exit(str(reason))
