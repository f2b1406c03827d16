// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretbox.h"

#include <secrets/sealedvalue.h>

namespace sekisho::gateway {

using core::ErrorKind;
using core::Json;
using core::Result;
using secrets::SealedValue;
using namespace Qt::Literals::StringLiterals;

static constexpr const char *Mark = "$sealed";

static QString contextOf(const QString &place, const QString &name)
{
    return place + u'/' + name;
}

static bool isMarked(const Json &value)
{
    return value.is_object() && value.contains(Mark);
}

Result<Json> SecretBox::seal(const Json &object, const QString &place, const IsPublic &isPublic) const
{
    Json sealed = Json::object();
    for (const auto &[key, value] : object.items()) {
        const QString name = QString::fromStdString(key);
        // What looks sealed but came from outside is sealed, too.
        if (value.is_null() || (isPublic(name, value) && !isMarked(value))) {
            sealed[key] = value;
            continue;
        }
        const core::SecretString secret(QString::fromUtf8(core::toJsonBytes(value)));
        const auto made = SealedValue::seal(secret, m_saltKey, contextOf(place, name));
        if (!made)
            return core::fail(made.error());
        sealed[key] = Json{{Mark, made->toText()}};
    }
    return sealed;
}

Result<Json> SecretBox::open(const Json &object, const QString &place) const
{
    Json opened = Json::object();
    for (const auto &[key, value] : object.items()) {
        const QString name = QString::fromStdString(key);
        if (!isMarked(value)) {
            opened[key] = value;
            continue;
        }
        const auto sealed = SealedValue::fromText(core::stringOr(value, Mark));
        const auto text = sealed ? sealed->open(m_saltKey, contextOf(place, name))
                                 : Result<core::SecretString>(core::fail(sealed.error()));
        const auto json = text ? core::parseJson(text->revealUtf8()) : Result<Json>(core::fail(text.error()));
        if (!json)
            return core::fail(ErrorKind::Forbidden, u"%1 does not open"_s.arg(name), {}, name);
        opened[key] = *json;
    }
    return opened;
}

} // namespace sekisho::gateway
