// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/controlharness.h>
#include <gateway/gatewayfixture.h>
#include <gateway/openapi/openapidocument.h>
#include <gateway/openapi/routenote.h>

#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::gateway;
using core::Json;

/// Every "$ref" in `value`.
static void collectRefs(const Json &value, QStringList &refs)
{
    if (value.is_object() && value.contains("$ref"))
        refs.append(core::stringOr(value, "$ref"));
    if (value.is_structured()) {
        for (const Json &inner : value)
            collectRefs(inner, refs);
    }
}

static QStringList operationsOf(const Json &document)
{
    QStringList operations;
    for (const auto &[path, item] : document["paths"].items()) {
        for (const auto &[method, operation] : item.items())
            operations.append(QString::fromStdString(method).toUpper() + u' ' + QString::fromStdString(path));
    }
    operations.sort();
    return operations;
}

class OpenApiTest : public QObject
{
    Q_OBJECT

private:
    sekisho::test::GatewayFixture m_gateway;
    Json m_document;

    static bool isSettable(const Json &document, const QString &pointer)
    {
        return document.contains(Json::json_pointer(pointer.mid(1).toStdString()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_gateway.start());
        const auto reply = m_gateway.client({}).request("GET", u"/openapi.json"_s);
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->headers.value("Content-Type"), QByteArray("application/json"));
        m_document = reply->json();
    }

    void saysWhatItIs()
    {
        QCOMPARE(core::stringOr(m_document, "openapi"), u"3.1.0"_s);
        QVERIFY(!core::stringOr(m_document["info"], "title").isEmpty());
        QCOMPARE(core::stringOr(m_document["components"]["securitySchemes"]["virtualKey"], "scheme"),
                 u"bearer"_s);
    }

    // The table answers what the document lists and nothing else.
    void listsEveryRouteOnce()
    {
        const auto reply = m_gateway.client({}).request("GET", u"/routes"_s);
        QCOMPARE(reply->status, 200);
        QStringList served;
        const Json list = reply->json();
        for (const Json &route : list["routes"])
            served.append(core::stringsOr(route, "methods").value(0) + u' ' + core::stringOr(route, "path"));
        served.sort();
        QCOMPARE(operationsOf(m_document), served);
        QVERIFY(served.contains(u"POST /v1/chat/completions"_s) && served.contains(u"POST /key/generate"_s));
        QVERIFY(served.contains(u"GET /api/public/traces/{id}"_s));
    }

    void describesEveryRoute()
    {
        QSet<std::string> ids;
        for (const auto &[path, item] : m_document["paths"].items()) {
            for (const auto &[method, operation] : item.items()) {
                QVERIFY2(!core::stringOr(operation, "summary").isEmpty(), path.c_str());
                QVERIFY2(!operation["tags"].empty() && operation["tags"][0] != "", path.c_str());
                const auto id = operation["operationId"].get<std::string>();
                QVERIFY2(!ids.contains(id), id.c_str());
                ids.insert(id);
            }
        }
    }

    // A note whose route is gone would say what is not true.
    void everyNoteHasItsRoute()
    {
        const QStringList served = operationsOf(m_document);
        for (const RouteNotes &group : allNotes()) {
            for (const RouteNote &note : group.notes)
                QVERIFY2(served.contains(QString::fromUtf8(note.route)), note.route);
        }
    }

    void everyWordIsUnderstood()
    {
        for (const RouteNotes &group : allNotes()) {
            for (const RouteNote &note : group.notes) {
                for (const char *words : {note.query, note.body}) {
                    for (const NoteField &field : fieldsOf(words))
                        QVERIFY2(!field.name.startsWith(u'?'), qPrintable(field.name));
                }
            }
        }
    }

    void wordsBecomeFields()
    {
        const auto fields = fieldsOf("team_id! page:int @span odd:kind @nothing page");
        QCOMPARE(fields.size(), 6u);
        QVERIFY(fields[0].isRequired && fields[0].kind == NoteKind::Text);
        QVERIFY(!fields[1].isRequired && fields[1].kind == NoteKind::Integer);
        QVERIFY(fields[2].name == u"start_date" && fields[2].isRequired);
        QCOMPARE(fields[4].name, u"?odd:kind"_s);
        QCOMPARE(fields[5].name, u"?@nothing"_s);
    }

    void everyNameInAPathIsDeclared()
    {
        static const QRegularExpression name(u"\\{([^}]+)\\}"_s);
        for (const auto &[path, item] : m_document["paths"].items()) {
            QStringList wanted;
            for (auto found = name.globalMatch(QString::fromStdString(path)); found.hasNext();)
                wanted.append(found.next().captured(1));
            for (const auto &[method, operation] : item.items()) {
                QStringList declared;
                for (const Json &parameter : core::memberOr(operation, "parameters")) {
                    if (parameter["in"] == "path" && parameter["required"] == true)
                        declared.append(core::stringOr(parameter, "name"));
                }
                QCOMPARE(declared, wanted);
            }
        }
    }

    void everyReferenceResolves()
    {
        QStringList refs;
        collectRefs(m_document, refs);
        QVERIFY(!refs.isEmpty());
        for (const QString &ref : refs)
            QVERIFY2(ref.startsWith(u"#/"_s) && isSettable(m_document, ref), qPrintable(ref));
    }

    void saysWhatABodyHolds()
    {
        const Json &body = m_document["paths"]["/key/update"]["post"]["requestBody"]["content"];
        const Json &schema = body["application/json"]["schema"];
        QCOMPARE(schema["required"], Json::array({"key"}));
        QCOMPARE(schema["properties"]["key"]["type"], Json("string"));
        QCOMPARE(schema["properties"]["models"]["type"], Json::array({"array", "null"}));
        QCOMPARE(schema["properties"]["max_budget"]["type"], Json::array({"number", "null"}));
        QVERIFY(schema["properties"].contains("model_max_budget"));
    }

    void publicRoutesNeedNoKey()
    {
        const Json &paths = m_document["paths"];
        QVERIFY(paths["/openapi.json"]["get"]["security"].empty());
        QVERIFY(!paths["/key/list"]["get"]["security"].empty());
        QVERIFY(paths["/api/public/traces"]["get"]["security"][0].contains("projectKeys"));
    }

    void theOlderDialectHasItsOwnErrors()
    {
        const RouteTable table({});
        const Json newer = openApiDocument(table, ErrorDialect::Current);
        const Json older = openApiDocument(table, ErrorDialect::Early2026);
        const auto answers = [](const Json &document) {
            return document["paths"]["/chat/completions"]["post"]["responses"];
        };
        QVERIFY(!answers(newer).contains("422") && answers(older).contains("422"));
        QStringList refs;
        collectRefs(older, refs);
        for (const QString &ref : refs)
            QVERIFY2(isSettable(older, ref), qPrintable(ref));
    }
};

QTEST_GUILESS_MAIN(OpenApiTest)
#include "tst_openapi.moc"
