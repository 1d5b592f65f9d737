"""Logs of the field, from many programs, read line by line; and those refused."""

import pytest
from imports.web.reading import read

from privacy.errors import NotRecognised
from tests.conftest import SAMPLES

WEB = SAMPLES / "web"
HERE = pytest.mark.skipif(not WEB.exists(), reason="the samples are not here")


@HERE
@pytest.mark.parametrize(
    ("file", "format", "counts"),
    [
        ("apachelogs/vhost_combined.log", "combined", (7, 6, 1)),
        ("awstats/testnginx.log", "combined", (2, 1, 1)),
        ("awstats/testsmall.log", "combined", (3, 3, 0)),
        ("awstats/testtime5.log", "combined", (2, 2, 0)),
        ("crowdsec-hub/apache2-logs/apache2-logs.log", "combined", (9, 7, 2)),
        ("crowdsec-hub/nginx_http-logs/nginx_http-logs.log", "combined", (9, 8, 1)),
        ("crowdsec-hub/traefik_clf/traefik_clf.log", "combined", (9, 7, 2)),
        ("elastic-examples/apache_logs", "combined", (10_000, 10_000, 0)),
        ("lnav/logfile_access_log.0", "combined", (3, 3, 0)),
        ("lnav/logfile_access_log.1", "combined", (1, 1, 0)),
        ("lnav/logfile_bad_access_log.0", "combined", (3, 2, 1)),
        ("lnav/logfile_shop_access_log.0", "combined", (1000, 1000, 0)),
        ("lnav/logfile_w3c.0", "w3c", (5, 1, 4)),
        ("matomo-log-analytics/common.log", "combined", (1, 1, 0)),
        ("matomo-log-analytics/common.log.gz", "combined", (1, 1, 0)),
        ("matomo-log-analytics/common_complete.log", "combined", (1, 1, 0)),
        ("matomo-log-analytics/common_vhost.log", "combined", (1, 1, 0)),
        ("matomo-log-analytics/iis.log", "w3c", (5, 1, 4)),
        ("matomo-log-analytics/ncsa_extended.log", "combined", (1, 1, 0)),
        ("matomo-log-analytics/nginx_json.log", "json", (2, 2, 0)),
        ("matomo-log-analytics/s3.log", "object_store", (1, 1, 0)),
        ("matomo-log-analytics/static_ignores.log", "combined", (4, 4, 0)),
        ("nasa1995-b/NASA_access_log_Aug95", "combined", (1930, 1842, 88)),
        ("webreadr/combined_log.clf", "combined", (12, 12, 0)),
        ("webreadr/iis.log", "w3c", (5, 1, 4)),
        ("webreadr/log.aws", "w3c", (4, 2, 2)),
        ("webreadr/log.clf", "combined", (2, 2, 0)),
        ("webreadr/s3.log", "object_store", (6, 6, 0)),
    ],
)
def test_a_log_of_the_field_is_counted_line_by_line(tmp_path, file, format, counts):
    result = read(tmp_path / "sample", (WEB / file).read_bytes())
    assert result.taken.format == format
    assert result.counts == counts


@HERE
def test_the_statuses_of_a_log_of_the_field_are_those_that_are_known(tmp_path):
    result = read(tmp_path / "log", (WEB / "elastic-examples/apache_logs").read_bytes())
    statuses = [hit["status"] for hit in result.hits]
    assert [statuses.count(status) for status in (200, 304, 404, 301)] == [
        9126,
        445,
        213,
        164,
    ]


@HERE
@pytest.mark.parametrize(
    "file",
    [
        "loghub-apache/Apache_2k.log",
        "loghub-apache/Apache_2k.log_structured.csv",
        "loghub-apache/README.md",
        "goaccess/browsers.list",
    ],
)
def test_what_is_no_log_of_requests_is_refused(tmp_path, file):
    with pytest.raises(NotRecognised, match="no format that is known"):
        read(tmp_path / "sample", (WEB / file).read_bytes())
