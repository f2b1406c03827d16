// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/routerights.h>

#include <QFloat16>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::test;
using core::Json;
using gateway::RouteKind;

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

    void everyRouteIsWrittenDownOnce()
    {
        QSet<QByteArray> written, walked, served;
        for (const RouteRight &right : routeRights()) {
            QVERIFY2(!written.contains(right.route), right.route);
            written.insert(right.route);
        }
        for (const WalkedRoute &route : m_routes)
            walked.insert(route.method + ' ' + route.path);
        const Json list = m->gateway().master().request("GET", u"/routes"_s)->json();
        for (const Json &route : list["routes"])
            served.insert((core::stringsOr(route, "methods").value(0) + u' ' + core::stringOr(route, "path"))
                              .toLatin1());
        QCOMPARE(walked - written, QSet<QByteArray>());
        QCOMPARE(written - walked, QSet<QByteArray>());
        QCOMPARE(served, walked);
    }

    void whoIsNotMeantIsRefused_data() { addRoutes(); }

    void whoIsNotMeantIsRefused()
    {
        QFETCH(int, index);
        const WalkedRoute &route = m_routes[std::size_t(index)];
        const RouteRight *right = rightOf(route);
        QVERIFY(right);
        const QByteArray before = m->dump();
        for (const Visitor &visitor : m->visitors()) {
            const int expected = refusalOf(*right, visitor);
            if (!expected)
                continue;
            const auto reply = ask(visitor, route);
            QVERIFY2(reply->status == expected, (telling(visitor, *reply)).constData());
            QVERIFY2(m->flawOf(*reply, route).isEmpty(), qPrintable(m->flawOf(*reply, route)));
            if (expected == 401 && !visitor.refusal && right->who != Who::Project)
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
            if (!visitor.isOutsider || (visitor.isProject && route.isTraces()))
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
                QVERIFY2(m->flawOf(*reply, route).isEmpty(), qPrintable(m->flawOf(*reply, route)));
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
            if (refusalOf(*rightOf(route), visitor) != 0)
                continue;
            const auto reply = m->ask(visitor, route, m->concrete(route) + m->completeQuery(route),
                                      route.method == "GET" ? "" : "{}");
            QVERIFY2(reply->isDone && (reply->status < 500 || callsUpstream),
                     (telling(visitor, *reply)).constData());
            QVERIFY2(reply->status != 401 && !reply->body.contains("Only proxy admin can be used"),
                     (telling(visitor, *reply)).constData());
            if (reply->status >= 400)
                QVERIFY2(m->flawOf(*reply, route).isEmpty(), qPrintable(m->flawOf(*reply, route)));
            if (rightOf(route)->who == Who::Everybody)
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
                QVERIFY2(strange->status < 400 || m->flawOf(*strange, route).isEmpty(), qPrintable(path));
            }
        }
        QVERIFY(m->dump() == before);
    }

private:
    /// What must be answered; 0 if the visitor is to be heard.
    static int refusalOf(const RouteRight &right, const Visitor &visitor)
    {
        if (right.who == Who::Everybody)
            return 0;
        if (right.who == Who::Project)
            return visitor.isProject ? 0 : 401;
        // A key that may not call some routes may be one that a route is not for, too.
        if (visitor.refusal == 403 && right.isLlm)
            return 0;
        if (visitor.refusal)
            return visitor.refusal;
        return isMeant(right.who, visitor) ? 0 : right.refusal;
    }

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
