"""The JSON Schemas of docs/schema and the program's loader, compared on broken files.

    schema_agrees.py ASYNCLEARN COURSE SCHEMAS

Every value of every file of the course is left out, replaced by one of another kind, and given an unknown
key, one at a time. What the schema refuses the loader must refuse too, and the other way round: a fault of
shape that the loader finds must be one for the schema. (Ids that do not fit together, files that do not
exist and the like only the loader can find.) Speaks TAP, one check a file.
"""

import copy
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema

FILES = {
    "lessons/catalog.json": "catalog",
    "lessons/outline.json": "outline",
    "lessons/01-first/lesson.json": "lesson",
    "quizzes/interview.json": "interview",
    "quizzes/interview/1.json": "rules",
    "quizzes/coding/echo/exercise.json": "exercise",
}

OTHER_KINDS = [7, "word", ["list"], {"key": "value"}]

# What the loader says of a shape, whatever the values mean.
SHAPE = re.compile(r"is missing here|unknown key|this must be (a|an|true)\b.*, not |is none of")


def places(value, path=()):
    """The path of every value below this one."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield path + (key,)
        yield from places(child, path + (key,))


def parent_of(document, path):
    for key in path[:-1]:
        document = document[key]
    return document


def kind(value):
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


def mutants(document):
    """(what was done, the broken document)"""
    for path in places(document):
        broken = copy.deepcopy(document)
        del parent_of(broken, path)[path[-1]]
        yield f"without {path}", broken
        for other in OTHER_KINDS:
            broken = copy.deepcopy(document)
            if kind(parent_of(broken, path)[path[-1]]) != kind(other):
                parent_of(broken, path)[path[-1]] = other
                yield f"{other!r} at {path}", broken
        broken = copy.deepcopy(document)
        value = parent_of(broken, path)[path[-1]]
        if isinstance(value, dict):
            value["unheard-of"] = 1
            yield f"unknown key at {path}", broken


def disagreement(program, course, file, schema, document):
    """What the two say of a document on which they differ; None where they agree."""
    (course / file).write_text(json.dumps(document))
    said = subprocess.run([program, "lint", "--no-run", str(course)], capture_output=True, text=True)
    faults = [line for line in (said.stdout + said.stderr).splitlines() if SHAPE.search(line)]
    refusals = [error.message for error in schema.iter_errors(document)]
    if refusals and said.returncode == 0:
        return f"only the schema refuses it: {refusals[0][:200]}"
    if faults and not refusals:
        return f"only the loader refuses it: {faults[0]}"
    return None


def check(program, course, file, schema):
    """The mutants tried, and the disagreements."""
    whole = json.loads((course / file).read_text())
    tried = found = 0
    for done, document in [("nothing", whole), *mutants(whole)]:
        tried += 1
        difference = disagreement(program, course, file, schema, document)
        if difference:
            found += 1
            print(f"# {file}, {done}: {difference}")
    (course / file).write_text(json.dumps(whole))
    return tried, found


def main():
    program, source, schemas = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        course = pathlib.Path(scratch) / "course"
        shutil.copytree(source, course)
        for number, (file, name) in enumerate(FILES.items(), 1):
            schema = json.loads((pathlib.Path(schemas) / f"{name}.schema.json").read_text())
            jsonschema.Draft202012Validator.check_schema(schema)
            tried, found = check(program, course, file, jsonschema.Draft202012Validator(schema))
            print(f"{'not ok' if found else 'ok'} {number} - {name}.schema.json and the loader agree on {tried} files")
    print(f"1..{len(FILES)}")


main()
