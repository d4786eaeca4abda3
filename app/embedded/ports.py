import socket

LOOPBACK = "127.0.0.1"


def free_port(remembered: int = 0) -> int:
    """Give back the remembered port if nobody else listens there now, else any free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, remembered))
        except OSError:
            probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
