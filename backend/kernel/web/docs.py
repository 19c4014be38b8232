"""A page that shows the API to a person: made here from the OpenAPI document, without a script."""

from typing import Any

from flask import Flask, Response, render_template

from backend.kernel.http import page
from backend.kernel.problems import CATALOGUE
from backend.kernel.web.examples import resolve

_METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


def shape(spec: dict[str, Any], schema: Any, depth: int = 0) -> str:
    """A schema in a few readable words: {id: uuid, items: [{…}]}."""
    name = schema["$ref"].rsplit("/", 1)[-1] if isinstance(schema, dict) and "$ref" in schema else ""
    schema = resolve(spec, schema)
    if not isinstance(schema, dict):
        return ""
    if "properties" in schema:
        if depth > 2:
            return name or "{…}"
        required = schema.get("required", [])
        members = [
            f"{key}{'' if key in required else '?'}: {shape(spec, value, depth + 1)}"
            for key, value in schema["properties"].items()
        ]
        return "{" + ", ".join(members) + "}"
    if "items" in schema:
        return f"[{shape(spec, schema['items'], depth)}]"
    kind = schema.get("format") or schema.get("type") or "any"
    if "enum" in schema:
        kind = " | ".join(str(value) for value in schema["enum"] if value is not None)
    return " | ".join(kind) if isinstance(kind, list) else str(kind)


def operations(spec: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """tag → its operations, in the order of their addresses."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, members in spec["paths"].items():
        for method in _METHODS:
            if method not in members:
                continue
            operation = members[method]
            body = operation.get("requestBody", {}).get("content", {})
            answers: dict[str, Any] = {
                status: next(iter(resolve(spec, found).get("content", {}).values()), {})
                for status, found in operation.get("responses", {}).items()
            }
            groups.setdefault(operation["tags"][0], []).append(
                {
                    "id": operation.get("operationId", ""),
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": [
                        resolve(spec, one) for one in [*members.get("parameters", []), *operation.get("parameters", [])]
                    ],
                    "bodies": {kind: shape(spec, content.get("schema", {})) for kind, content in body.items()},
                    "answers": {
                        status: {
                            "description": resolve(spec, operation["responses"][status]).get("description", ""),
                            "shape": shape(spec, content.get("schema", {})) if status.startswith("2") else "",
                            "example": content.get("example"),
                        }
                        for status, content in answers.items()
                    },
                }
            )
    return groups


def install(app: Flask, spec: Any) -> None:
    """Serve the page; `spec` is called for the finished document."""

    @app.get("/api/docs")
    @page
    def api_docs() -> Response:
        document = spec()
        html = render_template(
            "docs.html",
            info=document["info"],
            tags={tag["name"]: tag.get("description", "") for tag in document.get("tags", [])},
            groups=operations(document),
            problems=CATALOGUE,
        )
        response = Response(html, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        return response

    @app.get("/api/docs.css")
    @page
    def api_docs_style() -> Response:
        response = Response(render_template("docs.css"), mimetype="text/css")
        response.headers["Cache-Control"] = "no-cache"
        return response
