#!/usr/bin/python3
"""Runs a command and says how it ended: exit code, peak memory in KiB, on one line after its errors.

    measured.py SECONDS PROGRAM ARGUMENTS...
"""

import resource
import subprocess
import sys

limit, command = float(sys.argv[1]), sys.argv[2:]
try:
    code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=limit).returncode
except subprocess.TimeoutExpired:
    code = "endless"
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
