// SPDX-License-Identifier: GPL-3.0-or-later
#include "noteschema.h"

namespace sekisho::gateway {

using core::Json;

static Json valueSchema(NoteKind kind)
{
    switch (kind) {
    case NoteKind::Text:
        return {{"type", "string"}};
    case NoteKind::Integer:
        return {{"type", "integer"}, {"minimum", 0}};
    case NoteKind::Number:
        return {{"type", "number"}, {"minimum", 0}};
    case NoteKind::Flag:
        return {{"type", "boolean"}};
    case NoteKind::List:
        return {{"type", "array"}};
    case NoteKind::Strings:
        return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case NoteKind::Object:
        return {{"type", "object"}};
    case NoteKind::Members:
        return {{"type", Json::array({"object", "array"})}, {"items", {{"type", "object"}}}};
    case NoteKind::Duration:
        return {{"type", "string"}, {"examples", {"30s", "12h", "7d", "1mo"}}};
    case NoteKind::Time:
        return {{"type", "string"}, {"format", "date-time"}};
    case NoteKind::Day:
        return {{"type", "string"}, {"format", "date"}};
    case NoteKind::Any:
        break;
    }
    return Json::object();
}

Json schemaOf(const NoteField &field)
{
    Json schema = valueSchema(field.kind);
    if (field.isRequired || !schema.contains("type"))
        return schema;
    Json &type = schema["type"];
    if (!type.is_array())
        type = Json::array({type});
    type.push_back("null");
    return schema;
}

Json schemaOf(const std::vector<NoteField> &fields)
{
    Json properties = Json::object();
    Json required = Json::array();
    for (const NoteField &field : fields) {
        properties[field.name.toStdString()] = schemaOf(field);
        if (field.isRequired)
            required.push_back(field.name);
    }
    Json schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty())
        schema["required"] = std::move(required);
    return schema;
}

Json queryParameters(const std::vector<NoteField> &fields)
{
    Json list = Json::array();
    for (const NoteField &field : fields)
        list.push_back({{"name", field.name},
                        {"in", "query"},
                        {"required", field.isRequired},
                        {"schema", valueSchema(field.kind)}});
    return list;
}

} // namespace sekisho::gateway
