"""A certificate for this machine's addresses, signed by an authority of its own: a phone gives its camera to secure pages only.

The authority can speak for nothing but private addresses and .local names, so a phone that trusts it risks little if its key
is ever copied.
"""

import ipaddress
import os
import shutil
import socket
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
PRIVATE = [
    ipaddress.ip_network(each)
    for each in (
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
]  # fmt: skip
AUTHORITY_DAYS = 3650
# Phones refuse certificates that are valid for longer than about thirteen months.
CERTIFICATE_DAYS = 397
RENEW_DAYS = 30


@dataclass(frozen=True)
class Files:
    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "authority.crt"

    @property
    def authority_key(self) -> Path:
        return self.folder / "authority.key"

    @property
    def certificate(self) -> Path:
        return self.folder / "server.crt"

    @property
    def key(self) -> Path:
        return self.folder / "server.key"


def is_private(address: Address) -> bool:
    return any(address.version == network.version and address in network for network in PRIVATE)


def addresses() -> list[Address]:
    """This machine's private addresses, the one it reaches the network by first."""
    found: list[str] = []
    # Connecting a datagram socket sends nothing: it only asks which way a packet would leave.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass
    if shutil.which("hostname"):
        found += subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=False).stdout.split()
    unique = dict.fromkeys(ipaddress.ip_address(each) for each in found)
    return [address for address in unique if is_private(address) and not address.is_loopback]


def names() -> list[x509.GeneralName]:
    hosts = ["localhost", f"{socket.gethostname().split('.')[0].lower()}.local"]
    loopback: list[Address] = [ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1")]
    return [*(x509.DNSName(host) for host in hosts), *(x509.IPAddress(address) for address in [*loopback, *addresses()])]


def write_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = ec.generate_private_key(ec.SECP256R1())
    encoded = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(encoded)
    return key


def started(subject: str, days: int) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .serial_number(x509.random_serial_number())
        # A phone's clock may be behind this machine's.
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
    )


def make_authority(files: Files) -> None:
    key = write_key(files.authority_key)
    subject = f"MeterRound on {socket.gethostname()}"
    permitted = [x509.DNSName("localhost"), x509.DNSName("local"), *(x509.IPAddress(network) for network in PRIVATE)]
    certificate = (
        started(subject, AUTHORITY_DAYS)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(key_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    files.authority.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def key_usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def make_certificate(files: Files) -> None:
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    authority_key = serialization.load_pem_private_key(files.authority_key.read_bytes(), password=None)
    if not isinstance(authority_key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{files.authority_key} is no key of ours")
    key = write_key(files.key)
    certificate = (
        started("MeterRound", CERTIFICATE_DAYS)
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .add_extension(x509.SubjectAlternativeName(names()), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    files.certificate.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def is_valid_for_a_while(path: Path) -> bool:
    return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc > datetime.now(UTC) + timedelta(days=RENEW_DAYS)


def covers_all_names(files: Files) -> bool:
    certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    covered = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(names()) <= set(covered)


def ensure(folder: Path) -> Files:
    """The files for this machine as it is now. The authority stays as long as it can, since phones were told to trust it."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Files(folder)
    if not (files.authority_key.exists() and files.authority.exists() and is_valid_for_a_while(files.authority)):
        make_authority(files)
        files.certificate.unlink(missing_ok=True)
    kept = files.key.exists() and files.certificate.exists() and is_valid_for_a_while(files.certificate)
    if not (kept and covers_all_names(files)):
        make_certificate(files)
    return files
