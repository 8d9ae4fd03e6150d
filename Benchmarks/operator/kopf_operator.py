"""The least that an operator must do here, with kopf: of each VirtualMCPServer one ConfigMap with policies and backends.

vmcp-operator does more in the same run: it validates and compiles, and writes Deployment, Service, ServiceAccount, Role, RoleBinding
and Secret of each VirtualMCPServer, Deployment and Service of each MCPServer, and conditions of all kinds.
"""

import asyncio
import json
import logging

import kopf
import kubernetes

GROUP, VERSION = "toolhive.stacklok.dev", "v1beta1"


@kopf.on.startup()
def configure(settings, **_):
    kubernetes.config.load_kube_config()
    settings.posting.enabled = False
    settings.persistence.finalizer = "kopf.example.com/none"
    logging.getLogger("kopf.objects").setLevel(logging.WARNING)


@kopf.index(GROUP, VERSION, "mcpservers")
def by_group(namespace, spec, name, **_):
    return {(namespace, spec.get("groupRef", {}).get("name")): (name, spec.get("proxyPort", 8080))}


@kopf.on.create(GROUP, VERSION, "virtualmcpservers")
@kopf.on.update(GROUP, VERSION, "virtualmcpservers")
@kopf.on.resume(GROUP, VERSION, "virtualmcpservers")
async def reconcile(namespace, name, spec, uid, patch, by_group, **_):
    backends = sorted(by_group.get((namespace, spec["groupRef"]["name"]), []))
    policies = spec["incomingAuth"]["authzConfig"]["inline"]["policies"]
    document = {
        "name": name, "policies": policies,
        "backends": [{"name": each, "url": f"http://mcp-{each}-proxy.{namespace}:{port}/mcp"} for each, port in backends]}
    body = {
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {
            "name": f"vmcp-{name}-config", "namespace": namespace, "labels": {"toolhive": "true"},
            "ownerReferences": [{
                "apiVersion": f"{GROUP}/{VERSION}", "kind": "VirtualMCPServer", "name": name, "uid": uid, "controller": True}]},
        "data": {"config.yaml": json.dumps(document)}}
    await asyncio.to_thread(write, namespace, body)
    patch.status["phase"] = "Pending"
    patch.status["backendCount"] = len(backends)


def write(namespace, body):
    api = kubernetes.client.CoreV1Api()
    try:
        api.create_namespaced_config_map(namespace, body)
    except kubernetes.client.ApiException as error:
        if error.status != 409:
            raise
        api.patch_namespaced_config_map(body["metadata"]["name"], namespace, body)
