"""moto's server, with what its documentation of Sign says is missing: MessageType DIGEST, and nothing but that."""

import sys

from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from moto.core.exceptions import JsonRESTError
from moto.kms import utils
from moto.kms.responses import KmsResponse
from moto.server import main


def of_digests(cls, name, wrap):
    method = "_" + cls.__name__ + name
    original = getattr(cls, method)
    setattr(cls, method, lambda self, algorithm: wrap(original(self, algorithm)))


of_digests(utils.RSAPrivateKey, "__padding_and_hash_algorithm", lambda both: (both[0], Prehashed(both[1])))
of_digests(utils.ECDSAPrivateKey, "__hash_algorithm", Prehashed)

sign = KmsResponse.sign


def sign_digest(self):
    if self._get_param("MessageType") != "DIGEST":
        raise JsonRESTError("ValidationException", "This server signs digests alone")
    return sign(self)


KmsResponse.sign = sign_digest
main(sys.argv[1:])
