// SPDX-License-Identifier: GPL-3.0-or-later
// The stages of a plain chat request as the gateway calls them, any of which can be left out, so that each
// one's part of the cost shows. The stages are the gateway's own; only their order stands here a second time.
//   sekisho_partsgateway UPSTREAM_PORT FOLDER [OFF]...    OFF: auth limits reservation ledger trace
// Prints "listening on PORT"; the key is that of BENCH_KEY.
#include <core/ids.h>
#include <gateway/chatstages.h>
#include <gateway/errorenvelope.h>
#include <gateway/ledger/ledger.h>
#include <http/connectionpool.h>
#include <http/server.h>

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <unordered_map>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int OtherKeys = 10'000;
constexpr std::int64_t FarAway = 1'000'000'000;

/// What is on.
struct Parts {
    explicit Parts(const QStringList &off)
        : auth(!off.contains(u"auth"_s))
        , limits(!off.contains(u"limits"_s))
        , reservation(!off.contains(u"reservation"_s))
        , ledger(!off.contains(u"ledger"_s))
        , trace(!off.contains(u"trace"_s))
    {
    }
    bool auth;        ///< the key's hash, its place in the table, what it may do
    bool limits;      ///< requests, tokens and calls at the same time are counted
    bool reservation; ///< the call has a price and its key a budget
    bool ledger;      ///< a row in the journal, and from there in the database
    bool trace;       ///< the call's id, and the header fields that tell its cost and its way
};

providers::Deployment deploymentAt(int port, const Parts &parts)
{
    providers::Deployment deployment;
    deployment.id = u"bench"_s;
    deployment.modelName = deployment.upstreamModel = u"gpt-4o-mini"_s;
    deployment.provider = u"openai"_s;
    deployment.apiBase = QUrl(u"http://127.0.0.1:%1/v1"_s.arg(port));
    deployment.apiKey = core::SecretString(u"sk-upstream"_s);
    deployment.parameters = core::Json::object();
    if (parts.reservation) {
        deployment.inputPrice = core::TokenPrice::fromUsdPerToken(0.00000015);
        deployment.outputPrice = core::TokenPrice::fromUsdPerToken(0.0000006);
    }
    return deployment;
}

storage::VirtualKey keyNamed(const QByteArray &key, const Parts &parts)
{
    storage::VirtualKey rules;
    rules.token = core::sha256Hex(key);
    rules.models = {u"gpt-4o-mini"_s};
    if (parts.reservation)
        rules.limits.maxBudget = core::Money::fromUsd(100'000);
    if (parts.limits)
        rules.limits.tpmLimit = rules.limits.rpmLimit = rules.limits.maxParallelRequests = FarAway;
    return rules;
}

/// What all requests share.
struct World {
    World(int upstreamPort, const QString &folder, Parts parts)
        : parts(parts)
        , models(std::make_shared<const ModelTable>(
              std::vector<providers::Deployment>{deploymentAt(upstreamPort, parts)}))
        , ledger(folder + u"/journal"_s)
    {
        const QByteArray key = qgetenv("BENCH_KEY");
        directory.publish(keyNamed(key, parts));
        for (int i = 0; i < OtherKeys; ++i)
            directory.publish(keyNamed("sk-other-" + QByteArray::number(i), parts));
        ledger.openThen(storage::DatabaseAddress::file(folder + u"/gateway.db"_s), [](const auto &opened) {
            if (!opened)
                qFatal("%s", qPrintable(core::describe(opened.error())));
        });
        http::Headers headers;
        headers.append("Authorization", "Bearer " + key);
        known = *Authenticate(directory, master, clock).run(headers);
    }

    const Parts parts;
    core::SystemClock clock;
    GatewaySettings settings;
    Directory directory;
    RateLimiter rates{clock};
    MasterKey master{core::SecretString(u"sk-master"_s)};
    LiveModels models;
    Ledger ledger;
    Caller known; ///< whose calls they are when nobody is asked
};

class Exchange final : public providers::ChatListener
{
public:
    Exchange(const World &world, ChatStages &stages, http::Responder responder, std::function<void()> ended)
        : m_world(world)
        , m_stages(stages)
        , m_responder(std::move(responder))
        , m_ended(std::move(ended))
    {
    }

    void start(http::Request request)
    {
        if (m_world.parts.trace)
            m_life = m_stages.accept.run(std::move(request));
        else
            m_life.request = std::move(request);
        auto done = admitted();
        if (!done)
            return refuse(done.error());
        if (auto routed = m_stages.route.run(m_life); !routed)
            return refuse(routed.error().error);
        m_call = m_stages.providers.provider(u"openai"_s)
                     ->startChat(*m_life.deployment, m_stages.translate.run(m_life), *this);
    }

    void started(const http::Headers &headers) override { m_headers = headers; }
    void received(QByteArrayView bytes) override { m_body = bytes.toByteArray(); }
    void failed(const providers::UpstreamError &error, const providers::TokenUsage &) override
    {
        refuse(error.error);
    }

    void completed(const providers::TokenUsage &usage) override
    {
        m_life.usage = usage;
        m_life.status = 200;
        m_life.outcome = Outcome::Success;
        m_stages.settle.run(m_life);
        if (!m_world.parts.ledger)
            return answer();
        m_stages.record.run(
            m_life, [this](const core::Result<void> &done) { done ? answer() : refuse(done.error()); });
    }

private:
    core::Result<void> admitted()
    {
        auto command = m_stages.parse.run(m_life.request, {});
        if (!command)
            return core::fail(command.error());
        m_life.command = std::move(*command);
        if (auto done = authorised(); !done)
            return done;
        auto reservation = m_stages.admit.run(m_life.caller, m_life.grant, m_life.command, *m_life.group);
        if (!reservation)
            return core::fail(reservation.error().error);
        m_life.reservation = std::move(*reservation);
        return {};
    }

    core::Result<void> authorised()
    {
        const auto table = m_stages.models.now();
        m_life.group = ModelTable::find(table, m_life.command.model, {});
        if (!m_world.parts.auth) {
            m_life.caller = m_world.known;
            return {};
        }
        auto caller = m_stages.authenticate.run(m_life.request.headers);
        if (!caller)
            return core::fail(caller.error());
        m_life.caller = std::move(*caller);
        auto grant = m_stages.authorise.standing(m_life.caller);
        if (!grant)
            return core::fail(grant.error());
        m_life.grant = std::move(*grant);
        auto done = m_stages.authorise.route(m_life.caller, m_life.request.path);
        if (done)
            done = m_stages.authorise.labels(m_life.caller, m_life.grant, m_life.command);
        return done ? m_stages.authorise.model(m_life.caller, m_life.grant,
                                               {m_life.group->name, m_life.group.get(), &table->access()})
                    : done;
    }

    void answer()
    {
        if (m_world.parts.trace) {
            Relay relay(std::move(m_responder), m_stages.sendBuffer, m_stages.dialect);
            relay.keepBody(m_life, m_headers, m_body);
            relay.finish(m_life);
        } else {
            m_responder.send(http::jsonResponse(200, std::move(m_body)));
        }
        end();
    }

    void refuse(const core::Error &error)
    {
        m_responder.send(refusalResponse(error, m_stages.dialect));
        end();
    }

    void end()
    {
        const auto ended = std::move(m_ended); // it destroys this
        ended();
    }

    const World &m_world;
    ChatStages &m_stages;
    http::Responder m_responder;
    std::function<void()> m_ended;
    RequestLife m_life;
    std::unique_ptr<providers::ChatCall> m_call;
    http::Headers m_headers;
    QByteArray m_body;
};

class PartsHandler final : public http::Handler
{
public:
    explicit PartsHandler(World &world)
        : m_world(world)
        , m_journal(world.ledger.makeJournal())
        , m_providers(m_pool)
        , m_stages{Accept(world.clock),
                   Parse(),
                   Authenticate(world.directory, world.master, world.clock),
                   Authorise(world.directory, world.clock, world.settings),
                   Admit(world.directory, world.rates, world.clock, world.settings),
                   Route(world.rates, world.clock, world.settings),
                   Translate(),
                   Settle(world.settings),
                   Record(*m_journal, world.clock),
                   ModelsView(world.models),
                   m_providers,
                   world.clock}
    {
    }

    void handle(http::Request request, http::Responder responder) override
    {
        const auto id = m_next++;
        auto exchange = std::make_unique<Exchange>(m_world, m_stages, std::move(responder),
                                                   [this, id] { m_exchanges.erase(id); });
        m_exchanges.emplace(id, std::move(exchange)).first->second->start(std::move(request));
    }

private:
    World &m_world;
    const std::unique_ptr<Journal> m_journal;
    http::ConnectionPool m_pool;
    providers::ProviderRegistry m_providers;
    ChatStages m_stages;
    std::uint64_t m_next = 0;
    std::unordered_map<std::uint64_t, std::unique_ptr<Exchange>> m_exchanges;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        return 2;
    World world(arguments.at(1).toInt(), arguments.at(2), Parts(arguments.mid(3)));
    http::Server server;
    const auto port = server.start({}, [&] { return std::make_unique<PartsHandler>(world); });
    if (!port)
        qFatal("%s", qPrintable(core::describe(port.error())));
    std::printf("listening on %d\n", *port);
    std::fflush(stdout);
    return QCoreApplication::exec();
}
