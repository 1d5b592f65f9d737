"""Two requests in every format that is read: one with a browser, one search."""

import dataclasses
import json

from imports.web.reading import BROWSER

_PLUS = BROWSER.replace(" ", "+")
_PERCENT = BROWSER.replace(" ", "%2520")


@dataclasses.dataclass(frozen=True)
class Log:
    """A made log: its format, its lines, and how many of them are no requests."""

    format: str
    text: str
    comments: int = 0
    has_agent: bool = True
    has_dnt: bool = False
    address_kind: str = "ipv4"


def _objects(*shown: object) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in shown)


def _combined(head: str, tail: str = "", agent: str = f' "-" "{BROWSER}"') -> str:
    return "".join(
        f'{head} [05/Oct/2026:10:00:0{n} +0200] "GET {path} HTTP/1.1" 200 512'
        f"{agent}{tail}\n"
        for n, path in enumerate(["/start?a=1", "/sok?q=bil+skada"])
    )


def _caddy(uri: str, second: int) -> dict[str, object]:
    headers = {"User-Agent": [BROWSER], "Dnt": ["1"], "Accept": ["*/*"]}
    request = {"remote_ip": "198.18.0.1", "client_ip": "198.18.0.1", "method": "GET",
               "host": "www.example.com", "uri": uri, "headers": headers}  # fmt: skip
    return {"level": "info", "ts": 1791187200.25 + second, "msg": "handled request",
            "request": request, "size": 512, "status": 200}  # fmt: skip


def _nginx(uri: str, second: int) -> dict[str, object]:
    return {"time_local": f"05/Oct/2026:10:00:0{second} +0200", "status": "200",
            "remote_addr": "2001:db8:1:2::3", "request": f"GET {uri} HTTP/1.1",
            "http_referer": "-", "http_user_agent": BROWSER,
            "http_dnt": "-"}  # fmt: skip


def _traefik(uri: str, second: int) -> dict[str, object]:
    return {"ClientAddr": "198.18.0.1:52458", "ClientHost": "198.18.0.1",
            "DownstreamStatus": 200, "OriginStatus": 504, "RequestPath": uri,
            "StartUTC": f"2026-10-05T08:00:0{second}.773360139Z",
            "request_User-Agent": BROWSER, "time": "2026-10-05T08:30:00Z"}  # fmt: skip


def _azure(values: dict[str, object], second: int) -> dict[str, object]:
    return {"time": f"2026-10-05T08:00:0{second}.1234567Z", "category": "AccessLog",
            "operationName": "Access", "properties": values}  # fmt: skip


def _front_door(uri: str, second: int) -> dict[str, object]:
    text = {"httpMethod": "GET", "requestUri": f"https://www.example.com:443{uri}",
            "clientIp": "198.18.0.1", "clientPort": "5115", "userAgent": BROWSER,
            "httpStatusCode": "200", "originStatusCode": "500"}  # fmt: skip
    return _azure(text, second)


def _gateway(path: str, query: str, second: int) -> dict[str, object]:
    shown = {"clientIP": "198.18.0.1", "httpMethod": "GET", "requestUri": path,
            "requestQuery": query, "userAgent": BROWSER, "httpStatus": 200}  # fmt: skip
    time = f"2026-10-05T08:00:0{second}+00:00"
    return {"timeStamp": time, "category": "AccessLog", "properties": shown}


def _app_service(path: str, query: str, second: int) -> dict[str, object]:
    shown = {"CsMethod": "GET", "CsUriStem": path, "CsUriQuery": query, "ScStatus": 200,
            "CIp": "198.18.0.1", "UserAgent": BROWSER, "Referer": "",
            "CsHost": "www.example.com", "TimeTaken": 9}  # fmt: skip
    return _azure(shown, second)


def _apache(path: str, query: str, second: int) -> dict[str, object]:
    return {"time": f"2026-10-05T10:00:0{second}+0200", "remoteIP": "198.18.0.1",
            "request": path, "query": query, "method": "GET", "status": "200",
            "userAgent": BROWSER, "referer": "-"}  # fmt: skip


def _docker(line: str) -> str:
    shown = {"log": line + "\n", "stream": "stdout", "time": "2026-10-05T08:00:00Z"}
    return json.dumps(shown, separators=(",", ":")) + "\n"


def _balancer(kind: str, address: str, tail: str) -> str:
    return "".join(
        f"{kind}2026-10-05T08:00:0{n}.127531Z app/front/50dc6 {address}:2817 "
        f"10.0.0.1:80 0.001 0.102 0.000 200 200 225 24950 "
        f'"GET https://www.example.com:443{path} HTTP/1.1" "{BROWSER}" '
        f"ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2{tail}\n"
        for n, path in enumerate(["/start?a=1", "/sok?q=bil+skada"])
    )


_CADDY = _objects(_caddy("/start?a=1", 0), _caddy("/sok?q=bil+skada", 1))
_IIS = (
    "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n"
    "#Date: 2026-10-05 08:00:00\n"
)

LOGS = {
    "common": Log("combined", _combined("198.18.0.1 - anna", agent=""), 0, False),
    "combined": Log("combined", _combined("198.18.0.1 - -")),
    "virtual host": Log("combined", _combined("www.example.com:443 198.18.0.1 - -")),
    "host after address": Log("combined", _combined("198.18.0.1 www.example.com anna")),
    "a name with a space": Log("combined", _combined("198.18.0.1 - Anna Ek")),
    "syslog": Log("combined", _combined("Oct  5 10:00:00 web nginx: 198.18.0.1 - -")),
    "syslog of today": Log(
        "combined",
        _combined("<134>1 2026-10-05T10:00:00+02:00 web nginx 7 - - 198.18.0.1 - -"),
    ),
    "response times": Log("combined", _combined("198.18.0.1 - -", " 0.012 rt=0.01")),
    "forwarded for": Log("combined", _combined("198.18.0.1 - -", ' "192.0.2.7"')),
    "a quoted name": Log("combined", _combined('198.18.0.1 - "Anna Ek"')),
    "an empty name": Log("combined", _combined('198.18.0.1 - ""', agent=""), 0, False),
    "LiteSpeed's quoted host": Log("combined", _combined('"a.example" 198.18.0.1 - -')),
    "LiteSpeed's quoted line": Log(
        "combined", _combined('"198.18.0.1 - -', '"', agent=""), 0, False
    ),
    "parts of seconds": Log(
        "combined", _combined("198.18.0.1 - anna").replace(" +0200", ".123456 +0200")
    ),
    "extended with cookies": Log("combined", _combined("198.18.0.1 - -", ' "id=7; x"')),
    "Traefik": Log(
        "combined",
        _combined("198.18.0.1 - -", ' 7 "web@docker" "http://10.0.0.2:80" 3ms'),
    ),
    "nginx in JSON": Log(
        "json", _objects(_nginx("/start?a=1", 0), _nginx("/sok?q=bil+skada", 1)),
        address_kind="ipv6",
    ),
    "Caddy": Log("json", _CADDY, has_dnt=True),
    "Traefik in JSON": Log(
        "json", _objects(_traefik("/start?a=1", 0), _traefik("/sok?q=bil+skada", 1))
    ),
    "Azure Front Door": Log(
        "json",
        _objects(_front_door("/start?a=1", 0), _front_door("/sok?q=bil+skada", 1)),
    ),
    "Azure Application Gateway": Log(
        "json",
        _objects(_gateway("/start", "a=1", 0), _gateway("/sok", "q=bil+skada", 1)),
    ),
    "Azure App Service": Log(
        "json",
        _objects(
            _app_service("/start", "a=1", 0), _app_service("/sok", "q=bil+skada", 1)
        ),
    ),
    "Apache in JSON": Log(
        "json",
        _objects(_apache("/start", "?a=1", 0), _apache("/sok", "?q=bil+skada", 1)),
    ),
    "JSON behind syslog": Log(
        "json",
        "".join(f"Oct  5 10:00:00 web caddy: {line}\n" for line in _CADDY.splitlines()),
        has_dnt=True,
    ),
    "Docker around JSON": Log(
        "json", "".join(map(_docker, _CADDY.splitlines())), has_dnt=True
    ),
    "Docker around combined": Log(
        "combined", "".join(map(_docker, _combined("198.18.0.1 - -").splitlines()))
    ),
    "Kubernetes around combined": Log(
        "combined",
        "".join(
            f"2026-10-05T08:00:00.000000001Z stdout F {line}\n"
            for line in _combined("198.18.0.1 - -").splitlines()
        ),
    ),
    "IIS": Log(
        "w3c",
        f"{_IIS}#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port "
        "cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus "
        "sc-win32-status time-taken\n"
        f"2026-10-05 08:00:00 10.0.0.1 GET /start a=1 443 EK\\anna 198.18.0.1 "
        f"{_PLUS} - 200 0 0 15\n"
        "2026-10-05 08:00:01 10.0.0.1 GET /sok q=bil+skada 443 - 198.18.0.1 "
        f"{_PLUS} - 200 0 0 15\n",
        comments=4,
    ),
    "IIS in local time, quoted": Log(
        "w3c",
        "#Software: IIS Advanced Logging Module\n\n"
        "#Fields:   date-local time-local   cs-uri-stem cs-uri-query c-ip "
        "cs(User-Agent) sc-status cs(Cookie)\n"
        f'2026-10-05 10:00:00.363 /start a=1 "198.18.0.0" "{BROWSER}" 200 "a b"\n'
        f'2026-10-05 10:00:01.363 /sok q=bil+skada "198.18.0.0" "{BROWSER}" 200 -\n',
        comments=3,
        address_kind="masked",
    ),
    "CloudFront": Log(
        "w3c",
        "#Version: 1.0\n#Fields: date time x-edge-location c-ip cs-method cs(Host) "
        "cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(DNT)\n"
        "2026-10-05\t08:00:00\tARN1\t198.18.0.1\tGET\tx.example.com\t/start\t200\t-\t"
        f"{_PERCENT}\ta=1\t1\n"
        "2026-10-05\t08:00:01\tARN1\t198.18.0.1\tGET\tx.example.com\t/sok\t200\t-\t"
        f"{_PERCENT}\tq=bil+skada\t1\n",
        comments=2,
        has_dnt=True,
    ),
    "W3C with the day apart and one stamp": Log(
        "w3c",
        "#Date: 2026-10-05 00:00:00\n#Fields: time c-ip cs-uri sc-status\n"
        "08:00:00 198.18.0.1 /start?a=1 200\n"
        "#Fields: sc-status timestamp c-ip cs-uri\n"
        "200 2026-10-05T08:00:01Z 198.18.0.1 https://www.example.com/sok?q=bil+skada\n",
        comments=3,
        has_agent=False,
    ),
    "Amazon's application balancer": Log(
        "load_balancer",
        _balancer("https ", "198.18.0.1", ' arn:aws:x "Root=1-5" "-" "-" 0 "forward"'),
    ),
    "Amazon's classic balancer": Log(
        "load_balancer", _balancer("", "[2001:db8:1::3]", ""), address_kind="ipv6"
    ),
    "Amazon S3": Log(
        "object_store",
        "".join(
            f"79a59df900b9 bucket [05/Oct/2026:08:00:0{n} +0000] 198.18.0.1 - "
            f'3E57427F3 WEBSITE.GET.OBJECT key "GET {path} HTTP/1.1" 200 - 113 - 7 - '
            f'"-" "{BROWSER}" - host\n'
            for n, path in enumerate(["/start?a=1", "/sok?q=bil+skada"])
        ),
    ),
    "HAProxy": Log(
        "haproxy",
        "".join(
            f"Oct  5 10:00:00 lb haproxy[14389]: 198.18.0.1:33317 "
            f"[05/Oct/2026:10:00:0{n}.655] http-in static/srv1 10/0/30/69/109 200 2750 "
            f'- - ---- 1/1/1/1/0 0/0 {{x|y z}} {{}} "GET {path} HTTP/1.1"\n'
            for n, path in enumerate(["/start?a=1", "/sok?q=bil+skada"])
        ),
        has_agent=False,
    ),
    "Nginx Proxy Manager": Log(
        "proxy_manager",
        f'[05/Oct/2026:10:00:00 +0200] - - 200 - GET https a.example "/start?a=1" '
        "[Client 198.18.0.1] [Length 512] [Gzip -] [Sent-to a.example] "
        f'"{BROWSER}" "-"\n'
        '[05/Oct/2026:10:00:01 +0200] 200 - GET https a.example "/sok?q=bil+skada" '
        f'[Client 198.18.0.1] [Length 512] [Gzip 2.6] "{BROWSER}" "-"\n',
    ),
    "Bunny": Log(
        "bunny",
        "".join(
            f"MISS|200|179118720{n}250|128479|1234567|198.18.0.1|-|"
            f"https://www.example.com{path}|SE|{BROWSER}|289735f336bd4fe7|SE\n"
            for n, path in enumerate(["/start?a=1", "/sok?q=bil+skada"])
        ),
    ),
    "neutral CSV": Log(
        "neutral_csv",
        "seen_at,address,target,status,referrer,user_agent\n"
        + "".join(
            f'2026-10-05T10:00:0{n}+02:00,198.18.0.1,{path},200,,"{BROWSER}"\n'
            for n, path in enumerate(["/start?a=1", "/sok?q=bil+skada"])
        ),
        comments=1,
    ),
    "Google Cloud Storage": Log(
        "cloud_storage",
        '"time_micros","c_ip","c_ip_type","c_ip_region","cs_method","cs_uri",'
        '"sc_status","cs_bytes","sc_bytes","time_taken_micros","cs_host",'
        '"cs_referer","cs_user_agent","s_request_id"\n'
        + "".join(
            f'"179118720{n}000000","198.18.0.1","1","","GET","{path}","200","0","5",'
            f'"9","www.example.com","","{BROWSER}","AA"\n'
            for n, path in enumerate(["/start?a=1", "/sok?q=bil+skada"])
        ),
        comments=1,
    ),
}  # fmt: skip
