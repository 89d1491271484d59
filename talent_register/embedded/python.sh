# Sourced by ./start and ./test: sets `python` to a Python 3.11 that runs, and goes to the checkout.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH
python=""
# The system's own first: distributions build it for speed, and one built on the spot takes up to twice as long.
for candidate in /usr/bin/python3.11 python3.11 /usr/local/bin/python3.11 python3; do
  # Debian's smallest package has no library to speak of; that one is no Python to run on.
  if "$candidate" -c 'import ssl, sys, venv; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    python=$(command -v "$candidate")
    break
  fi
done
if [ -z "$python" ]; then
  echo "Python 3.11 is needed and was not found. On Debian 12: apt-get install python3.11" >&2
  exit 1
fi
