"""A small OpenID provider on loopback, on Authlib's own server side: with PKCE and a client's secret, and as false as a test wants it."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, Response, jsonify, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "tallyclerk", "a secret of the client"
_KEYS = [RSAKey.generate_key(2048, {"kid": name, "use": "sig"}) for name in ("first", "second")]


@dataclass
class Identity:
    """The provider: who signs in there next, and what it does wrong. `spoil` changes an ID token's claims before it is signed."""

    issuer: str = ""
    who: dict[str, Any] | None = None
    spoil: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    says_of_itself: dict[str, Any] = field(default_factory=dict)
    in_userinfo: dict[str, Any] = field(default_factory=dict)
    signs_with: RSAKey = field(default_factory=lambda: _KEYS[0])
    shows: list[RSAKey] = field(default_factory=lambda: [_KEYS[0]])
    header: dict[str, Any] = field(default_factory=dict)
    broken: bool = False

    def changes_keys(self) -> None:
        self.signs_with, self.shows = _KEYS[1], [_KEYS[1]]

    def signs_with_a_key_that_it_does_not_show(self) -> None:
        self.signs_with = _KEYS[1]


class _Client(ClientMixin):  # type: ignore[misc]
    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return re.fullmatch(r"http://(127\.0\.0\.1|localhost:[0-9]+)/login/oidc/callback", redirect_uri) is not None

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class _Code(AuthorizationCodeMixin):  # type: ignore[misc]
    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    who: dict[str, Any]

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class _Token(TokenMixin):  # type: ignore[misc]
    who: dict[str, Any]
    scope: str

    def get_scope(self) -> str:
        return self.scope

    def is_expired(self) -> bool:
        return False

    def is_revoked(self) -> bool:
        return False


@contextmanager
def identity() -> Iterator[Identity]:
    """A provider that knows one client, which has to come with its secret and with PKCE."""
    kept = Identity()
    server = make_server("127.0.0.1", 0, _application(kept), threaded=True)
    kept.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


def _application(kept: Identity) -> Flask:  # noqa: C901 - one place for all that a provider answers
    app = Flask(__name__)
    codes: dict[str, _Code] = {}
    tokens: dict[str, _Token] = {}

    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            sent = asked.payload.data
            names = ("redirect_uri", "scope", "nonce", "code_challenge", "code_challenge_method")
            codes[code] = _Code(code, *(sent[name] for name in names), who=asked.user)

        def query_authorization_code(self, code: str, client: _Client) -> _Code | None:  # noqa: ARG002
            return codes.get(code)

        def delete_authorization_code(self, authorization_code: _Code) -> None:
            del codes[authorization_code.code]

        def authenticate_user(self, authorization_code: _Code) -> dict[str, Any]:
            return authorization_code.who

    class Code(OpenIDCode):  # type: ignore[misc]
        def exists_nonce(self, nonce: str, asked: Any) -> bool:  # noqa: ARG002
            return any(each.nonce == nonce for each in codes.values())

        def get_jwt_config(self, _grant: object, client: object = None) -> dict[str, Any]:  # noqa: ARG002
            return {"key": _KEYS[0].as_dict(private=True), "alg": "RS256", "exp": 300, "iss": kept.issuer}

        def generate_user_info(self, user: dict[str, Any], scope: str) -> dict[str, Any]:  # noqa: ARG002
            return user

        def encode_id_token(self, token: Any, asked: Any) -> str:
            made: str = super().encode_id_token(token, asked)
            claims = jwt.decode(made, _KEYS[0]).claims
            key = kept.signs_with
            header = {"alg": "RS256", "kid": key.kid, **kept.header}
            claims = kept.spoil(claims) if kept.spoil else claims
            return jwt.encode({name: value for name, value in header.items() if value}, claims, key)

    class Validator(BearerTokenValidator):  # type: ignore[misc]
        def authenticate_token(self, token_string: str) -> _Token | None:
            return tokens.get(token_string)

    def save_token(token: dict[str, Any], asked: Any) -> None:
        tokens[token["access_token"]] = _Token(asked.user, token["scope"])

    server = AuthorizationServer(app, query_client=lambda name: _Client() if name == CLIENT else None, save_token=save_token)
    server.register_grant(Grant, [CodeChallenge(required=True), Code(require_nonce=True)])
    protector = ResourceProtector()
    protector.register_token_validator(Validator())

    @app.get("/.well-known/openid-configuration")
    def configuration() -> Response:
        return jsonify(
            {
                "issuer": kept.issuer,
                "authorization_endpoint": f"{kept.issuer}/authorize",
                "token_endpoint": f"{kept.issuer}/token",
                "userinfo_endpoint": f"{kept.issuer}/userinfo",
                "jwks_uri": f"{kept.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"],
                **kept.says_of_itself,
            }
        )

    @app.get("/keys")
    def keys() -> Response:
        return jsonify({"keys": [each.as_dict(private=False) for each in kept.shows]})

    @app.get("/authorize")
    def authorize() -> Any:
        try:
            grant = server.get_consent_grant(end_user=kept.who)
        except OAuth2Error as error:
            return jsonify(dict(error.get_body())), 400
        return server.create_authorization_response(grant_user=kept.who, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return ("the provider's database is down", 500) if kept.broken else server.create_token_response()

    @app.get("/userinfo")
    def userinfo() -> Response:
        with protector.acquire("openid") as found:
            return jsonify({"sub": found.who["sub"], **kept.in_userinfo})

    @app.before_request
    def only_with_pkce() -> Any:
        if request.path == "/authorize" and request.args.get("code_challenge_method") != "S256":
            return jsonify({"error": "invalid_request"}), 400
        return None

    return app
