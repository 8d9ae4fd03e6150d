/// A small MCP server in Python whose methods are what the tests need.
enum ScriptedStdioServer {
  static let command = ["python3", "-u", "-c", script]

  private static let script = """
    import json, os, sys, time
    def say(message): print(json.dumps(message), flush=True)
    print("a line that is no message")
    print("ready", file=sys.stderr, flush=True)
    for line in sys.stdin:
        message = json.loads(line)
        method, id, params = message.get("method"), message.get("id"), message.get("params") or {}
        def answer(result): say({"jsonrpc": "2.0", "id": id, "result": result})
        if method == "initialize":
            answer({"protocolVersion": "2025-06-18", "capabilities": {"tools": {}}, "serverInfo": {"name": "scripted", "version": "1"}})
        elif method == "ping": answer({})
        elif method == "echo": answer({"params": params, "pid": os.getpid()})
        elif method == "fail": say({"jsonrpc": "2.0", "id": id, "error": {"code": -32002, "message": "no"}})
        elif method == "progress":
            for step in (1, 2):
                say({"jsonrpc": "2.0", "method": "notifications/progress", "params": {"progressToken": params["_meta"]["progressToken"], "progress": step}})
            answer({"done": True})
        elif method == "ask":
            say({"jsonrpc": "2.0", "id": "mine", "method": "sampling/createMessage", "params": {}})
            answer(json.loads(sys.stdin.readline()))
        elif method == "exit": os._exit(3)
        elif method == "endless": sys.stdout.write("x" * 200000); sys.stdout.flush()
        elif method == "notifications/cancelled":
            say({"jsonrpc": "2.0", "method": "notifications/message", "params": {"level": "info", "data": "cancelled"}})
    """
}
