"""`make mutants` runs in a copy, which has to hold whatever its tests import."""

import ast
import tomllib

from tests.contract.reading import modules, read, tracked, tree

MUTMUT = tomllib.loads(read("pyproject.toml"))["tool"]["mutmut"]
SELECTED = tuple(MUTMUT["pytest_add_cli_args_test_selection"])


def imported(code: ast.Module) -> set[str]:
    """Return the packages, by their first name, from which a module imports anywhere in it."""
    names = set[str]()
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_what_the_tests_of_rules_import_is_copied() -> None:
    selected = [path for path in modules("tests") if path.as_posix().startswith(SELECTED)]
    ours = {path.parts[0] for path in tracked() if path.suffix == ".py"}
    wanted = ours & set[str]().union(*(imported(tree(path)) for path in selected))
    assert wanted - {*MUTMUT["source_paths"], *MUTMUT["also_copy"], "tests"} == set()
    assert wanted > {"bot", "tests"}
