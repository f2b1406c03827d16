// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/walkworld.h>

#include <QFloat16>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::test;
using core::Json;
using gateway::RouteKind;
using gateway::Scope;

/// Every route as everybody: what is not allowed is refused and changes nothing.
class RoleWalkTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WalkWorld> m;
    std::vector<WalkedRoute> m_routes = WalkWorld::routes();

    void addRoutes() const
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_routes.size(); ++i)
            QTest::newRow((m_routes[i].method + ' ' + m_routes[i].path).constData()) << int(i);
    }
    std::shared_ptr<Reply> ask(const Visitor &visitor, const WalkedRoute &route) const
    {
        return m->ask(visitor, route, m->concrete(route) + m->completeQuery(route),
                      route.method == "GET" ? QByteArray() : core::toJsonBytes(m->completeBody(route)));
    }
    static QByteArray telling(const Visitor &visitor, const Reply &reply)
    {
        return QByteArray(visitor.name) + ": " + QByteArray::number(reply.status) + ' ' +
               reply.body.left(400);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m = std::make_unique<WalkWorld>();
        QVERIFY(m->make());
    }

    void whoIsNotMeantIsRefused_data() { addRoutes(); }

    void whoIsNotMeantIsRefused()
    {
        QFETCH(int, index);
        const WalkedRoute &route = m_routes[std::size_t(index)];
        if (route.scope == Scope::Public)
            return;
        const QByteArray before = m->dump();
        for (const Visitor &visitor : m->visitors()) {
            const bool isLlm = route.kind != RouteKind::Control || route.path == "/utils/token_counter" ||
                               route.path == "/key/rotated" || route.path == "/model/info" ||
                               route.path == "/v1/model/info";
            const bool isRefused = visitor.refusal && !(visitor.refusal == 403 && isLlm);
            if (!isRefused && isWithin(route.scope, visitor.caller))
                continue;
            const auto reply = ask(visitor, route);
            const int expected = isRefused ? visitor.refusal : 401;
            QVERIFY2(reply->status == expected, (telling(visitor, *reply)).constData());
            QVERIFY2(m->flawOf(*reply).isEmpty(), qPrintable(m->flawOf(*reply)));
            if (!isRefused)
                QCOMPARE(reply->errorType(), u"auth_error"_s);
        }
        QVERIFY(m->dump() == before);
    }

    void outsidersLearnAndChangeNothing_data() { addRoutes(); }

    // Complete requests that name what belongs to others.
    void outsidersLearnAndChangeNothing()
    {
        QFETCH(int, index);
        const WalkedRoute &route = m_routes[std::size_t(index)];
        const bool isForAll = route.path == "/v1/models/{id}" || route.kind == RouteKind::Chat;
        for (const Visitor &visitor : m->visitors()) {
            if (!visitor.isOutsider)
                continue;
            const QByteArray before = m->dump();
            const auto reply = ask(visitor, route);
            QVERIFY2(reply->isDone && (reply->status < 500 || isForAll),
                     (telling(visitor, *reply)).constData());
            QVERIFY2(!reply->body.contains(WalkWorld::Marker.toUtf8()),
                     (telling(visitor, *reply)).constData());
            if (!makesOwnThings(route))
                QVERIFY2(m->dump() == before, (telling(visitor, *reply)).constData());
            if (reply->status >= 400)
                QVERIFY2(m->flawOf(*reply).isEmpty(), qPrintable(m->flawOf(*reply)));
        }
    }

    void whoIsMeantIsHeard_data() { addRoutes(); }

    // Last, as it deletes what was made.
    void whoIsMeantIsHeard()
    {
        QFETCH(int, index);
        const WalkedRoute &route = m_routes[std::size_t(index)];
        const bool callsUpstream = route.kind == RouteKind::Chat;
        for (const Visitor &visitor : m->visitors()) {
            if ((route.scope != Scope::Public && visitor.refusal) || !isWithin(route.scope, visitor.caller))
                continue;
            const auto reply = m->ask(visitor, route, m->concrete(route) + m->completeQuery(route),
                                      route.method == "GET" ? "" : "{}");
            QVERIFY2(reply->isDone && (reply->status < 500 || callsUpstream),
                     (telling(visitor, *reply)).constData());
            QVERIFY2(!reply->body.contains("Only proxy admin can be used"),
                     (telling(visitor, *reply)).constData());
            if (reply->status >= 400)
                QVERIFY2(m->flawOf(*reply).isEmpty(), qPrintable(m->flawOf(*reply)));
            if (route.scope == Scope::Public)
                QVERIFY2(reply->status == 200, (telling(visitor, *reply)).constData());
        }
    }

    void otherPathsAndMethodsAreRefused()
    {
        const QByteArray before = m->dump();
        for (const WalkedRoute &route : m_routes) {
            WalkedRoute other = route;
            other.method = "TRACE";
            const auto reply = m->ask(m->master(), other, m->concrete(route), {});
            QVERIFY2(reply->status == 405 || reply->status == 501,
                     (telling(m->master(), *reply)).constData());
            other.method = route.method;
            for (const auto *tail : {"/", "/more", "%2f", ";x=y", "."}) {
                const QString path = m->concrete(route) + QString::fromLatin1(tail);
                if (route.path == "/" || route.path.contains('{'))
                    continue;
                const auto strange = m->ask(m->master(), other, path, "{}");
                // A tail may be what a {name} of another route stands for.
                const bool isName = isNameOfAnother(path);
                QVERIFY2(strange->status == 404 || strange->status == 405 || isName,
                         qPrintable(path + u' ' + QString::number(strange->status)));
                QVERIFY2(strange->status < 400 || m->flawOf(*strange).isEmpty(), qPrintable(path));
            }
        }
        QVERIFY(m->dump() == before);
    }

private:
    // Anybody who is active makes keys for itself.
    static bool makesOwnThings(const WalkedRoute &route) { return route.path == "/key/generate"; }

    bool isNameOfAnother(const QString &path) const
    {
        return std::any_of(m_routes.begin(), m_routes.end(), [&](const WalkedRoute &route) {
            const auto brace = route.path.indexOf('{');
            return brace > 0 && path.startsWith(QString::fromLatin1(route.path.first(brace)));
        });
    }
};

QTEST_GUILESS_MAIN(RoleWalkTest)
#include "tst_rolewalk.moc"
