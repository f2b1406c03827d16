// SPDX-License-Identifier: GPL-3.0-or-later
#include "earlyshapes.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ShapeRule {
    const char *prefix; ///< the longest one counts
    EarlyShape shape;
};

constexpr ShapeRule ShapeRules[]{
    {"/key/", EarlyShape::Wrapped},
    {"/key/update", EarlyShape::AuthError},
    {"/key/bulk_update", EarlyShape::Detail},
    {"/v2/key/", EarlyShape::Wrapped},
    {"/user/new", EarlyShape::Wrapped},
    {"/user/update", EarlyShape::AuthError},
    {"/user/info", EarlyShape::AuthError},
    {"/user/list", EarlyShape::Detail},
    {"/user/delete", EarlyShape::Detail},
    {"/model/", EarlyShape::AuthError},
    {"/team/update", EarlyShape::Detail},
    {"/team/delete", EarlyShape::Detail},
    {"/team/block", EarlyShape::Detail},
    {"/team/unblock", EarlyShape::Detail},
    {"/team/member_", EarlyShape::Detail},
    {"/team/info", EarlyShape::AuthError},
    {"/team/permissions", EarlyShape::AuthError},
    {"/v2/team/list", EarlyShape::Detail},
    {"/organization/", EarlyShape::Detail},
    {"/organization/member_", EarlyShape::AuthError},
    {"/budget/", EarlyShape::Detail},
    {"/tag/", EarlyShape::Detail},
    {"/credentials", EarlyShape::Detail},
    {"/v1/access_group", EarlyShape::Detail},
    {"/health", EarlyShape::Detail},
    {"/config/", EarlyShape::Detail},
    {"/global/", EarlyShape::Detail},
};

/// As Python writes a text.
QString quoted(QString text)
{
    const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    text.replace(u'\\', u"\\\\"_s).replace(u'\n', u"\\n"_s).replace(u'\r', u"\\r"_s);
    if (quote == u'\'')
        text.replace(u'\'', u"\\'"_s);
    return quote + text + quote;
}

} // namespace

EarlyShape earlyShapeOf(const QByteArray &route)
{
    EarlyShape shape = EarlyShape::Envelope;
    std::size_t longest = 0;
    for (const ShapeRule &rule : ShapeRules) {
        const std::size_t length = std::strlen(rule.prefix);
        if (length <= longest || !route.startsWith(rule.prefix))
            continue;
        shape = rule.shape;
        longest = length;
    }
    return shape;
}

core::Error inEarlyWords(EarlyShape shape, core::Error error)
{
    const bool isOwnType = !error.code.isEmpty() && error.code != u"internal_server_error";
    if (isOwnType || error.kind == core::ErrorKind::Internal || error.kind == core::ErrorKind::Storage)
        return error;
    if (shape == EarlyShape::AuthError) {
        error.code = u"auth_error"_s;
        error.param.clear();
    } else if (shape == EarlyShape::Wrapped) {
        error.code = u"internal_server_error"_s;
        error.param.clear();
        error.detail = u"{'error': %1}"_s.arg(quoted(error.detail));
    }
    return error;
}

} // namespace sekisho::gateway
