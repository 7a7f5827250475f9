#!/usr/bin/env bash
# The JSON Schemas say what the loader says: schema_agrees.py, with a Python that has jsonschema.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
for python in python3 /usr/bin/python3; do
    "$python" -c 'import jsonschema' 2>/dev/null || continue
    exec "$python" tests/course/schema_agrees.py "$BUILD/asynclearn" tests/course/good docs/schema
done
echo '1..0 # SKIP no jsonschema here (apt-get install python3-jsonschema)'
