// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaycommandline.h"

#include <gateway/config/configreader.h>

#include <QCommandLineParser>
#include <QStandardPaths>
#include <QThread>

#include <cstring>

namespace sekisho::app {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

namespace {

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        u"Sekisho gateway: LiteLLM's and Langfuse's HTTP APIs in one local process."_s);
    parser.addOptions({
        {u"config"_s, u"Read models and the master key from a LiteLLM config.yaml."_s, u"FILE"_s},
        {u"listen"_s, u"Address and port to listen on (default 127.0.0.1:4000)."_s, u"ADDR:PORT"_s},
        {u"data-dir"_s, u"Folder of the databases and the gateway's own keys."_s, u"DIR"_s},
        {u"database-url"_s,
         u"Keep the gateway's tables on a PostgreSQL server, postgresql://USER@HOST/DATABASE. Everybody on "
         u"this "
         "machine can read a password given here; give it in DATABASE_URL."_s,
         u"URL"_s},
        {u"threads"_s, u"Number of I/O threads (default: one per two processors, at most four)."_s, u"N"_s},
        {u"tls-cert"_s, u"PEM file with the certificate chain; makes the gateway speak TLS."_s, u"FILE"_s},
        {u"tls-key"_s, u"PEM file with the certificate's key."_s, u"FILE"_s},
    });
    parser.addOption({{u"h"_s, u"help"_s}, u"Print this help."_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"Print the version."_s});
}

core::Failure bad(const QString &what)
{
    return core::fail(ErrorKind::InvalidInput, what);
}

QString defaultDataDir()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/sekisho"_s;
}

int defaultThreads()
{
    return std::clamp(QThread::idealThreadCount() / 2, 1, 4);
}

core::Result<void> readListen(const QString &text, gateway::GatewayOptions &options)
{
    const auto colon = text.lastIndexOf(u':');
    bool isPort = false;
    const int port = QStringView(text).sliced(colon + 1).toInt(&isPort);
    QString host = colon < 0 ? QString() : text.first(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    if (host == u"localhost"_s)
        host = u"127.0.0.1"_s;
    options.address = QHostAddress(host);
    if (options.address.isNull() || !isPort || port < 0 || port > 65535)
        return bad(u"--listen takes an IP address and a port, such as 127.0.0.1:4000 or [::1]:4000"_s);
    options.port = static_cast<quint16>(port);
    return {};
}

core::Result<void> readThreads(const QString &text, gateway::GatewayOptions &options)
{
    bool isNumber = false;
    options.threads = text.toInt(&isNumber);
    if (!isNumber || options.threads < 1 || options.threads > 256)
        return bad(u"--threads takes a number from 1 to 256"_s);
    return {};
}

/// Who said it, and what.
struct GivenUrl {
    QString source;
    QString url;
};

GivenUrl databaseUrl(const QCommandLineParser &parser, const gateway::GatewayConfig &config,
                     const QProcessEnvironment &environment)
{
    if (parser.isSet(u"database-url"_s))
        return {u"--database-url"_s, parser.value(u"database-url"_s)};
    if (const QString url = environment.value(u"DATABASE_URL"_s); !url.isEmpty())
        return {u"DATABASE_URL"_s, url};
    return {u"database_url of the configuration"_s, config.databaseUrl.reveal()};
}

core::Result<void> readDatabase(const GivenUrl &given, gateway::GatewayOptions &options)
{
    if (given.url.isEmpty())
        return {};
    auto address = storage::DatabaseAddress::parse(given.url);
    if (!address)
        return bad(u"%1: %2"_s.arg(given.source, address.error().detail));
    if (address->kind() != storage::DatabaseAddress::Kind::Postgres)
        return bad(u"%1: a database URL begins with postgresql://"_s.arg(given.source));
    if (given.source == u"--database-url" && !address->password().isEmpty())
        options.config.notes.append(
            u"the password in --database-url could be read by everybody on this machine while "
            "the program started: give it in DATABASE_URL"_s);
    options.databaseUrl = std::move(*address);
    return {};
}

core::Result<void> readOptions(const QCommandLineParser &parser, gateway::GatewayOptions &options)
{
    options.dataDir = parser.isSet(u"data-dir"_s) ? parser.value(u"data-dir"_s) : defaultDataDir();
    options.threads = defaultThreads();
    options.tlsCertificateFile = parser.value(u"tls-cert"_s);
    options.tlsKeyFile = parser.value(u"tls-key"_s);
    if (parser.isSet(u"listen"_s)) {
        if (auto done = readListen(parser.value(u"listen"_s), options); !done)
            return done;
    }
    if (parser.isSet(u"threads"_s))
        return readThreads(parser.value(u"threads"_s), options);
    return {};
}

} // namespace

core::Result<GatewayCommand> readGatewayCommand(const QStringList &arguments,
                                                const QProcessEnvironment &environment)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return bad(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return bad(u"unexpected argument '%1'"_s.arg(parser.positionalArguments().first()));
    GatewayCommand command;
    if (parser.isSet(u"help"_s))
        command.printAndEnd = parser.helpText();
    else if (parser.isSet(u"version"_s))
        command.printAndEnd = u"sekisho-gateway " SEKISHO_VERSION "\n"_s;
    if (auto done = readOptions(parser, command.options); !done)
        return core::fail(done.error());
    auto config = parser.isSet(u"config"_s) ? gateway::readConfigFile(parser.value(u"config"_s), environment)
                                            : core::Result<gateway::GatewayConfig>(gateway::defaultConfig());
    if (!config)
        return core::fail(config.error());
    command.options.config = std::move(*config);
    const GivenUrl url = databaseUrl(parser, command.options.config, environment);
    if (auto done = readDatabase(url, command.options); !done)
        return core::fail(done.error());
    command.options.environment = environment;
    return command;
}

void hideDatabaseUrl(int argc, char **argv)
{
    constexpr std::string_view Name = "--database-url";
    for (int i = 1; i < argc; ++i) {
        // QCommandLineParser takes one dash for two.
        const std::string_view argument = argv[i];
        const std::size_t start = argument.find_first_not_of('-');
        if (start == 0 || start == std::string_view::npos ||
            !argument.substr(start).starts_with(Name.substr(2)))
            continue;
        if (const auto equals = argument.find('='); equals != std::string_view::npos)
            std::memset(argv[i] + equals + 1, 'x', argument.size() - equals - 1);
        else if (++i < argc)
            std::memset(argv[i], 'x', std::strlen(argv[i]));
    }
}

} // namespace sekisho::app
