"""A balancer without affinity: each connection goes to the next replica that listens."""

import itertools
import socket
import threading

from .processes import LOOPBACK


class Balancer:
    def __init__(self, port, replicas):
        self.replicas, self.turn, self.used = replicas, itertools.count(), []
        self.listener = socket.create_server((LOOPBACK, port))
        self.isOpen = True
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while self.isOpen:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        for _ in self.replicas:
            port = self.replicas[next(self.turn) % len(self.replicas)]
            try:
                replica = socket.create_connection((LOOPBACK, port), timeout=30)
            except OSError:
                continue
            self.used.append(port)
            forth = threading.Thread(target=self.pump, args=(client, replica), daemon=True)
            forth.start()
            self.pump(replica, client)
            forth.join()
            replica.close()
            break
        client.close()

    @staticmethod
    def pump(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        finally:
            try:
                target.shutdown(socket.SHUT_WR)
            except OSError:
                pass

    def close(self):
        self.isOpen = False
        self.listener.close()
