"""A blueprint as the workflow of a crate: its document, its parameters, and its steps.

References
----------
.. [1] Workflow Run Crate 0.5, https://w3id.org/ro/wfrun/workflow/0.5
.. [2] Workflow RO-Crate 1.0, https://w3id.org/workflowhub/workflow-ro-crate/1.0
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick
from citybricks.kernel.designed import written
from citybricks.kernel.execute import Account
from citybricks.kernel.fitting import spelt

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

FILE = "blueprint.json"
PROFILES = {
    "https://w3id.org/ro/wfrun/workflow/0.5": {"name": "Workflow Run Crate", "version": "0.5"},
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": {
        "name": "Workflow RO-Crate",
        "version": "1.0",
    },
}
_PARAMETER = "https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"
_KINDS = {"float": "Number", "int": "Integer", "bool": "Boolean", "str": "Text"}


def application(crate: ROCrate, brick: Brick[..., Any]) -> Any:
    """Describe a brick as software."""
    return crate.add_jsonld(
        {
            "@id": f"#{brick.id}@{brick.version}",
            "@type": "SoftwareApplication",
            "name": brick.id,
            "description": brick.title,
            "version": brick.version,
            "softwareVersion": brick.version,
            "url": f"https://pypi.org/project/citybricks/#{brick.id}",
        }
    )


def describe(
    crate: ROCrate, blueprint: Blueprint[..., Any], accounts: list[Account], scratch: Path
) -> tuple[Any, list[Any]]:
    """Add a blueprint to a crate; return it, and the actions that were its steps.

    Parameters
    ----------
    crate
        The crate.
    blueprint
        What ran.
    accounts
        Its steps, as they ended.
    scratch
        Where files wait to be packed.
    """
    from rocrate.model.computationalworkflow import ComputationalWorkflow

    said = json.dumps(written(blueprint).json_document(), ensure_ascii=False, indent=1)
    (scratch / FILE).write_text(said, encoding="utf-8")
    tools = {brick: application(crate, brick) for brick in dict.fromkeys(_bricks(blueprint))}
    language = {
        "@id": "#citybricks-blueprint",
        "@type": "ComputerLanguage",
        "name": "citybricks blueprint",
        "url": "https://pypi.org/project/citybricks/",
    }
    inputs = {name: blueprint.hints[name] for name in blueprint.inputs.model_fields}
    outputs = {n: info.annotation for n, info in blueprint.outputs.model_fields.items()}
    made = ComputationalWorkflow(
        crate,
        scratch / FILE,
        FILE,
        properties={
            "name": blueprint.id,
            "description": blueprint.title,
            "version": blueprint.version,
            "encodingFormat": "application/json",
            "license": {"@id": crate.root_dataset["license"].id},
        },
    )
    crate.add(made)
    made["programmingLanguage"] = crate.add_jsonld(language)
    made["input"] = [_parameter(crate, "in", name, hint) for name, hint in inputs.items()]
    made["output"] = [_parameter(crate, "out", name, hint) for name, hint in outputs.items()]
    made["hasPart"] = list(tools.values())
    made["step"] = list(_steps(crate, blueprint, tools))
    return made, [_action(crate, account, blueprint) for account in accounts]


def _bricks(blueprint: Blueprint[..., Any]) -> Iterator[Brick[..., Any]]:
    """Yield the bricks of all steps, those of nested blueprints too."""
    for step in blueprint.graph.steps.values():
        yield step.brick
        if isinstance(step.brick, Blueprint):
            yield from _bricks(step.brick)


def _parameter(crate: ROCrate, role: str, name: str, hint: Any) -> Any:
    kind = spelt(hint)
    return crate.add_jsonld(
        {
            "@id": f"#{role}-{name}",
            "@type": "FormalParameter",
            "name": name,
            "additionalType": _KINDS.get(kind, "File" if "[" in kind else "PropertyValue"),
            "description": kind,
            "conformsTo": {"@id": _PARAMETER},
        }
    )


def _steps(
    crate: ROCrate, blueprint: Blueprint[..., Any], tools: dict[Brick[..., Any], Any]
) -> Iterator[Any]:
    for position, (name, step) in enumerate(blueprint.graph.steps.items()):
        made = crate.add_jsonld(
            {"@id": f"#step-{name}", "@type": "HowToStep", "name": name, "position": str(position)}
        )
        made["workExample"] = tools[step.brick]
        yield made


def _action(crate: ROCrate, account: Account, blueprint: Blueprint[..., Any]) -> Any:
    """Describe a step that has ended; its key names what it yielded in the run store."""
    started = account.ended - timedelta(seconds=account.seconds)
    made = crate.add_jsonld(
        {
            "@id": f"#run-{account.step}",
            "@type": "CreateAction",
            "name": f"Step {account.step} of {blueprint.id}",
            "startTime": started.isoformat(),
            "endTime": account.ended.isoformat(),
            "actionStatus": "http://schema.org/CompletedActionStatus",
            "identifier": account.key,
            "description": f"yielded {account.outcome}",
        }
    )
    made["instrument"] = crate.dereference(f"#{account.brick}@{account.version}")
    return made
