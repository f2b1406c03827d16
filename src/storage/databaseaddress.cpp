// SPDX-License-Identifier: GPL-3.0-or-later
#include "databaseaddress.h"

#include <QRegularExpression>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Result;

namespace {

// libpq 15, "Parameter Key Words", without those that the URL's other parts set.
const QStringList &libpqOptions()
{
    static const QStringList names{u"hostaddr"_s,
                                   u"passfile"_s,
                                   u"channel_binding"_s,
                                   u"connect_timeout"_s,
                                   u"options"_s,
                                   u"application_name"_s,
                                   u"fallback_application_name"_s,
                                   u"keepalives"_s,
                                   u"keepalives_idle"_s,
                                   u"keepalives_interval"_s,
                                   u"keepalives_count"_s,
                                   u"tcp_user_timeout"_s,
                                   u"gssencmode"_s,
                                   u"krbsrvname"_s,
                                   u"gsslib"_s,
                                   u"sslmode"_s,
                                   u"sslcompression"_s,
                                   u"sslcert"_s,
                                   u"sslkey"_s,
                                   u"sslpassword"_s,
                                   u"sslrootcert"_s,
                                   u"sslcrl"_s,
                                   u"sslcrldir"_s,
                                   u"sslsni"_s,
                                   u"ssl_min_protocol_version"_s,
                                   u"ssl_max_protocol_version"_s,
                                   u"requirepeer"_s,
                                   u"target_session_attrs"_s};
    return names;
}

// What Prisma's connector, and so LiteLLM's URLs, know besides.
const QStringList &prismaOptions()
{
    static const QStringList names{u"connection_limit"_s,     u"pool_timeout"_s, u"socket_timeout"_s,
                                   u"statement_cache_size"_s, u"sslaccept"_s,    u"sslidentity"_s};
    return names;
}

core::Failure bad(const QString &what)
{
    return core::fail(ErrorKind::InvalidInput, u"The database URL %1"_s.arg(what));
}

Result<QString> decoded(QStringView text)
{
    static const QRegularExpression wrong(u"%(?![0-9A-Fa-f]{2})"_s);
    if (wrong.match(text).hasMatch())
        return bad(
            u"has a % that is not followed by two hexadecimal digits; write %25 for the sign itself"_s);
    const QByteArray bytes = QByteArray::fromPercentEncoding(text.toUtf8());
    if (bytes.contains('\0'))
        return bad(u"has a zero character"_s);
    return QString::fromUtf8(bytes);
}

bool isPort(const QString &text)
{
    bool isNumber = false;
    const int port = text.toInt(&isNumber);
    return isNumber && port > 0 && port <= 65535;
}

/// "host:port" at the colon, which an address in brackets may have inside.
std::pair<QStringView, QStringView> hostAndPort(QStringView text)
{
    const auto bracket = text.lastIndexOf(u']');
    const auto colon = text.indexOf(u':', std::max<qsizetype>(bracket, 0));
    if (colon < 0)
        return {text, {}};
    return {text.first(colon), text.sliced(colon + 1)};
}

} // namespace

DatabaseAddress DatabaseAddress::file(const QString &path)
{
    DatabaseAddress address;
    address.m_path = path;
    return address;
}

Result<DatabaseAddress> DatabaseAddress::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return bad(u"is empty"_s);
    const auto scheme = trimmed.indexOf(u"://"_s);
    if (scheme < 0)
        return file(trimmed);
    if (const QString name = trimmed.first(scheme).toLower(); name != u"postgresql" && name != u"postgres")
        return bad(u"must begin with postgresql:// (no other kind of server is supported)"_s);
    DatabaseAddress address;
    address.m_kind = Kind::Postgres;
    if (const auto done = address.readUrl(QStringView(trimmed).sliced(scheme + 3)); !done)
        return core::fail(done.error());
    return address;
}

Result<void> DatabaseAddress::readUrl(QStringView text)
{
    const auto question = text.indexOf(u'?');
    const QStringView place = question < 0 ? text : text.first(question);
    const QStringView query = question < 0 ? QStringView() : text.sliced(question + 1);
    const auto slash = place.indexOf(u'/');
    const QStringView authority = slash < 0 ? place : place.first(slash);
    const QStringView path = slash < 0 ? QStringView() : place.sliced(slash + 1);
    if (path.contains(u'@') || path.contains(u'/') || query.contains(u'@'))
        return bad(
            u"has a sign in its password or database name that must be percent-encoded (/ as %2F, ? as %3F, @ as %40)"_s);
    const auto at = authority.lastIndexOf(u'@');
    auto done = at < 0 ? Result<void>() : readUser(authority.first(at));
    if (done)
        done = readHosts(authority.sliced(at + 1));
    auto database = decoded(path);
    if (done && !database)
        return core::fail(database.error());
    m_database = database.value_or(QString());
    for (const QStringView option : query.split(u'&', Qt::SkipEmptyParts))
        done = done ? readOption(option) : done;
    return done;
}

Result<void> DatabaseAddress::readUser(QStringView text)
{
    const auto colon = text.indexOf(u':');
    auto user = decoded(colon < 0 ? text : text.first(colon));
    auto password = decoded(colon < 0 ? QStringView() : text.sliced(colon + 1));
    if (!user || !password)
        return core::fail(user ? password.error() : user.error());
    m_user = *user;
    m_password = core::SecretString(*password);
    return {};
}

Result<void> DatabaseAddress::readHosts(QStringView text)
{
    QStringList hosts;
    QStringList ports;
    for (const QStringView one : text.split(u',')) {
        const auto [name, port] = hostAndPort(one);
        auto host = decoded(name);
        if (!host)
            return core::fail(host.error());
        if (host->startsWith(u'[') && host->endsWith(u']'))
            host = host->sliced(1, host->size() - 2);
        if (!port.isEmpty() && !isPort(port.toString()))
            return bad(u"has a port that is no number from 1 to 65535"_s);
        hosts.append(*host);
        ports.append(port.toString());
    }
    m_host = hosts.join(u',');
    // Where no port is given libpq takes its own.
    m_port = ports.count(QString()) == ports.size() ? QString() : ports.join(u',');
    return {};
}

Result<void> DatabaseAddress::readOption(QStringView text)
{
    const auto equals = text.indexOf(u'=');
    if (equals < 0)
        return bad(u"has an option without a value"_s);
    const auto name = decoded(text.first(equals));
    const auto value = decoded(text.sliced(equals + 1));
    if (!name || !value)
        return core::fail(name ? value.error() : name.error());
    return takeOption(*name, *value);
}

Result<void> DatabaseAddress::takeOption(const QString &name, const QString &value)
{
    if (name == u"schema")
        m_schema = value;
    else if (name == u"host")
        m_host = value;
    else if (name == u"port")
        m_port = value;
    else if (name == u"user")
        m_user = value;
    else if (name == u"password")
        m_password = core::SecretString(value);
    else if (name == u"dbname")
        m_database = value;
    else if (name == u"ssl" && value == u"true")
        m_options.append({u"sslmode"_s, u"require"_s});
    else if (name == u"pgbouncer" && value == u"true")
        return bad(
            u"asks for pgbouncer: the gateway needs a connection of its own, since it holds a lock on it"_s);
    else if (name == u"pgbouncer" || prismaOptions().contains(name))
        m_notes.append(u"the option %1 of the database URL has no effect"_s.arg(name));
    else if (!libpqOptions().contains(name))
        return bad(u"has the option %1, which PostgreSQL's client library does not know"_s.arg(name));
    else if (value.contains(u';'))
        return bad(u"has a semicolon in the option %1"_s.arg(name));
    else
        m_options.append({name, value});
    return {};
}

bool DatabaseAddress::hasOption(QStringView name) const
{
    return std::any_of(m_options.begin(), m_options.end(),
                       [&](const auto &option) { return option.first == name; });
}

QString DatabaseAddress::name() const
{
    if (m_kind == Kind::Sqlite)
        return m_path;
    QStringList places = m_host.split(u',');
    const QStringList ports = m_port.split(u',');
    for (qsizetype i = 0; i < places.size(); ++i) {
        const QString port = ports.value(ports.size() == 1 ? 0 : i);
        places[i] += port.isEmpty() ? QString() : u':' + port;
    }
    return u"postgresql://%1/%2"_s.arg(places.join(u','), m_database);
}

} // namespace sekisho::storage
