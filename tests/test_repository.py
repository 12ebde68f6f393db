"""One name of the repository, one version, and no link into nothing."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OWNER_AND_NAME = PROJECT["urls"]["Repository"].removeprefix("https://github.com/")
TAG = f"v{PROJECT['version']}"

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DOCUMENTS = [
    ROOT / name
    for name in (
        *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff", "notebooks/README.md"),
    )
]
TEXTS = [
    *DOCUMENTS,
    *NOTEBOOKS,
    ROOT / "pyproject.toml",
    *sorted((ROOT / "mixlearn").rglob("*.py")),
    *sorted((ROOT / "binder").iterdir()),
    *sorted((ROOT / ".ci").iterdir()),
    *sorted((ROOT / ".github").rglob("*.yml")),
]
# Where an owner and a repository stand in an address.
ADDRESS = re.compile(
    r"(?:github\.com|githubusercontent\.com|mybinder\.org/v2/gh|shields\.io/github/[\w/-]+?"
    r"|nbviewer\.org/github|colab\.research\.google\.com/github)/([\w.-]+)/([\w.-]+)"
)
BINDER = re.compile(r"https://mybinder\.org/v2/gh/([\w.-]+/[\w.-]+)/([\w.-]+)\?([\w=/.%&-]+)")
PLAYGROUND = "voila%2Frender%2Fnotebooks%2Fplayground.ipynb"
MARKDOWN_LINK = re.compile(r"\]\(([^)\s]+)\)")


def name(path):
    return str(path.relative_to(ROOT))


def prose(path):
    """The text of a document, or of a notebook's Markdown cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def own_addresses(text):
    """Every owner/repository in `text` that means this project."""
    own = OWNER_AND_NAME.split("/")
    found = (match.groups() for match in ADDRESS.finditer(text))
    return {
        f"{owner}/{repository.removesuffix('.git')}"
        for owner, repository in found
        if owner.lower() == own[0] or repository.removesuffix(".git").lower() == own[1]
    }


def test_every_address_names_the_canonical_repository():
    """Wherever this project is linked, it is the repository that pyproject.toml names."""
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        linked = own_addresses(text) | {match[1] for match in BINDER.finditer(text)}
        assert linked <= {OWNER_AND_NAME}, name(path)


@pytest.mark.parametrize(
    "text",
    ["https://github.com/somebody/mixlearn", "https://mybinder.org/v2/gh/mixlearn/course/main"],
)
def test_a_fork_s_address_is_noticed(text):
    """The check above sees a wrong owner, and a wrong repository."""
    assert own_addresses(text) - {OWNER_AND_NAME}


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md", "CITATION.cff"])
def test_documents_link_the_repository(file):
    """The documents that send readers to the repository do."""
    assert own_addresses((ROOT / file).read_text(encoding="utf-8")) == {OWNER_AND_NAME}


@pytest.mark.parametrize("key", ["Repository", "Issues", "Changelog"])
def test_project_urls_agree(key):
    """All addresses of pyproject.toml lie in one repository."""
    assert PROJECT["urls"][key].startswith(f"https://github.com/{OWNER_AND_NAME}")


def test_binder_opens_the_release_at_this_page():
    """Binder links open the release tag: a notebook's own page, or the README's two.

    The README opens the first lesson, and the playground without its code. The playground itself is
    no lesson and has no link.
    """
    pages = {path: [f"lab/tree/notebooks/{path.name}"] for path in NOTEBOOKS}
    pages[ROOT / "README.md"] = ["lab/tree/notebooks/00_start_here.ipynb", PLAYGROUND]
    pages[ROOT / "notebooks" / "playground.ipynb"] = []
    for path, opened in pages.items():
        expected = [(OWNER_AND_NAME, TAG, f"urlpath={page}") for page in opened]
        assert BINDER.findall(prose(path)) == expected, name(path)
        for page in opened:
            assert (ROOT / "notebooks" / page.replace("%2F", "/").rpartition("/")[2]).is_file()


def test_notebooks_define_no_helpers():
    """A page shows what it does; functions and classes belong into the package."""
    helpers = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [ast.parse("".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]
        nodes = [node for tree in code for node in ast.walk(tree)]
        assert [node.name for node in nodes if isinstance(node, helpers)] == [], name(path)


def test_relative_links_lead_somewhere():
    """Every link to a file of the repository has that file at its end."""
    for path in (*DOCUMENTS, *NOTEBOOKS):
        targets = [
            target.partition("#")[0]
            for target in MARKDOWN_LINK.findall(prose(path))
            if not re.match(r"[a-z]+:|#|attachment:", target)
        ]
        dead = [target for target in targets if not (path.parent / target).exists()]
        assert dead == [], name(path)


def test_the_ci_badge_shows_a_workflow_that_exists():
    """The README's badge names a file of .github/workflows."""
    (workflow,) = set(re.findall(r"actions/workflows/([\w.-]+)", prose(ROOT / "README.md")))
    assert (ROOT / ".github" / "workflows" / workflow).is_file()


def test_ci_covers_every_python_that_is_promised():
    """Each Python of the classifiers is tested, the oldest wholly, and Binder's is Binder's own."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    jobs = workflow["jobs"]
    matrix = jobs["tests"]["strategy"]["matrix"]["python"]
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert matrix == promised
    assert python_of(jobs["everything"]) == promised[0]
    runtime = (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip()
    assert f"python-{python_of(jobs['binder'])}" == runtime


def python_of(job):
    return next(
        step["with"]["python-version"] for step in job["steps"] if "python" in step.get("uses", "")
    )


def test_the_citation_agrees_with_the_project():
    """CITATION.cff has the project's version, licence and repository."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert citation["repository-code"] == PROJECT["urls"]["Repository"]
    assert [author["name"] for author in citation["authors"]] == ["The mixlearn developers"]


def test_nothing_names_a_package_index_or_a_machine_s_folder():
    """No file depends on where packages come from, or on one computer's folders."""
    index = re.compile(r"pypi\.org|pythonhosted|--(extra-)?index-url|--find-links")
    folder = re.compile(r"(?<![\w.])/(home|root|Users|work|tmp)/\w")
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        assert not index.search(text), name(path)
        assert not folder.search(text), name(path)
