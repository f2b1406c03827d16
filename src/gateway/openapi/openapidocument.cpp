// SPDX-License-Identifier: GPL-3.0-or-later
#include "openapidocument.h"

#include "../version.h"
#include "noteschema.h"

#include <QRegularExpression>

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string operationId(const RouteEntry &entry)
{
    static const QRegularExpression other(u"[^a-z0-9]+"_s);
    QString id = QString::fromLatin1(entry.method + entry.path).toLower().replace(other, u"_"_s);
    while (id.endsWith(u'_'))
        id.chop(1);
    return id.toStdString();
}

Json pathParameters(const QByteArray &path)
{
    static const QRegularExpression name(u"\\{([a-z_]+)\\}"_s);
    Json list = Json::array();
    for (auto found = name.globalMatch(QString::fromLatin1(path)); found.hasNext();)
        list.push_back({{"name", found.next().captured(1)},
                        {"in", "path"},
                        {"required", true},
                        {"schema", {{"type", "string"}}}});
    return list;
}

Json jsonContent(Json schema)
{
    return {{"application/json", {{"schema", std::move(schema)}}}};
}

Json successOf(const RouteEntry &entry)
{
    if (entry.status == 204)
        return {{"description", "Done"}};
    Json success{{"description", "Successful Response"}, {"content", jsonContent(Json::object())}};
    if (entry.kind == RouteKind::Chat)
        success["content"]["text/event-stream"] = {{"schema", {{"type", "string"}}}};
    return success;
}

Json responsesOf(const RouteEntry &entry, bool hasFields, ErrorDialect dialect)
{
    const Json refused{{"$ref", "#/components/responses/Refused"}};
    Json responses{{std::to_string(entry.status), successOf(entry)}, {"4XX", refused}, {"5XX", refused}};
    if (hasFields && dialect == ErrorDialect::Early2026)
        responses["422"] = {{"$ref", "#/components/responses/Malformed"}};
    return responses;
}

const char *securityOf(const RouteEntry &entry)
{
    if (entry.scope == Scope::Public)
        return nullptr;
    return entry.kind == RouteKind::Traces ? "projectKeys" : "virtualKey";
}

Json operationOf(const RouteEntry &entry, ErrorDialect dialect)
{
    const NoteMatch match = noteOf(entry.method, entry.path);
    const RouteNote note = match.note ? *match.note : RouteNote{"", ""};
    const auto query = fieldsOf(note.query);
    const auto body = fieldsOf(note.body);
    Json parameters = pathParameters(entry.path);
    for (const Json &parameter : queryParameters(query))
        parameters.push_back(parameter);
    const char *scheme = securityOf(entry);
    Json operation{
        {"operationId", operationId(entry)},
        {"tags", Json::array({match.tag})},
        {"summary", note.summary},
        {"security", scheme ? Json::array({{{scheme, Json::array()}}}) : Json::array()},
        {"responses", responsesOf(entry, !query.empty() || !body.empty(), dialect)},
    };
    if (!parameters.empty())
        operation["parameters"] = std::move(parameters);
    if (!body.empty())
        operation["requestBody"] = {{"required", true}, {"content", jsonContent(schemaOf(body))}};
    return operation;
}

Json textSchema(bool canBeNull = false)
{
    return {{"type", canBeNull ? Json::array({"string", "null"}) : Json("string")}};
}

Json objectSchema(Json properties, Json required)
{
    return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

Json errorSchema()
{
    Json error = objectSchema({{"message", textSchema()},
                               {"type", textSchema()},
                               {"param", textSchema(true)},
                               {"code", textSchema()}},
                              {"message", "type", "param", "code"});
    return objectSchema({{"error", std::move(error)}}, Json::array({"error"}));
}

Json validationSchema()
{
    Json entry = objectSchema({{"loc", {{"type", "array"}, {"items", textSchema()}}},
                               {"msg", textSchema()},
                               {"type", textSchema()}},
                              {"loc", "msg", "type"});
    return objectSchema({{"detail", {{"type", "array"}, {"items", std::move(entry)}}}},
                        Json::array({"detail"}));
}

Json refused(const char *description, const char *schema)
{
    return {{"description", description}, {"content", jsonContent({{"$ref", schema}})}};
}

Json componentsFor(ErrorDialect dialect)
{
    Json components{
        {"schemas", {{"Error", errorSchema()}}},
        {"responses", {{"Refused", refused("Refused, or failed", "#/components/schemas/Error")}}},
        {"securitySchemes",
         {{"virtualKey", {{"type", "http"}, {"scheme", "bearer"}}},
          {"projectKeys", {{"type", "http"}, {"scheme", "basic"}}}}},
    };
    if (dialect == ErrorDialect::Early2026) {
        components["schemas"]["HTTPValidationError"] = validationSchema();
        components["responses"]["Malformed"] =
            refused("Validation Error", "#/components/schemas/HTTPValidationError");
    }
    return components;
}

Json tagList()
{
    Json tags = Json::array();
    for (const RouteNotes &group : allNotes())
        tags.push_back({{"name", group.tag}});
    return tags;
}

} // namespace

Json openApiDocument(const RouteTable &routes, ErrorDialect dialect)
{
    Json paths = Json::object();
    for (const RouteEntry *entry : routes.entries())
        paths[entry->path.toStdString()][entry->method.toLower().toStdString()] =
            operationOf(*entry, dialect);
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", "Sekisho gateway"},
              {"version", dialectVersion().toStdString()},
              {"description", "LiteLLM's management API and OpenAI's chat; traces in Langfuse's form."}}},
            {"tags", tagList()},
            {"paths", std::move(paths)},
            {"components", componentsFor(dialect)}};
}

Json routeList(const RouteTable &routes)
{
    Json list = Json::array();
    for (const RouteEntry *entry : routes.entries()) {
        const std::string name = operationId(*entry);
        list.push_back({{"path", entry->path.toStdString()},
                        {"methods", Json::array({entry->method.toStdString()})},
                        {"name", name},
                        {"endpoint", name}});
    }
    return {{"routes", std::move(list)}};
}

} // namespace sekisho::gateway
