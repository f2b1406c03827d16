// SPDX-License-Identifier: GPL-3.0-or-later
#include "rotatedkeyrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

static QString columns()
{
    return u"token, sealed_key, rotated_at, old_key_until"_s;
}

static RotatedKey readRotated(const Row &row)
{
    return {row.bytes(0), row.text(1), row.time(2), row.time(3)};
}

Result<void> RotatedKeyRepository::insert(const RotatedKey &key)
{
    return m_database.run(insertSql(u"rotated_keys"_s, columns()),
                          {bindText(key.token), key.sealedKey, bind(key.rotatedAt), bind(key.oldKeyUntil)});
}

Result<std::optional<RotatedKey>> RotatedKeyRepository::find(QByteArrayView token)
{
    return m_database.selectOne<RotatedKey>(u"SELECT %1 FROM rotated_keys WHERE token = ?"_s.arg(columns()),
                                            {bindText(token)}, readRotated);
}

Result<QList<RotatedKey>> RotatedKeyRepository::all()
{
    return m_database.select<RotatedKey>(u"SELECT %1 FROM rotated_keys"_s.arg(columns()), {}, readRotated);
}

Result<void> RotatedKeyRepository::erase(QByteArrayView token)
{
    return m_database.run(u"DELETE FROM rotated_keys WHERE token = ?"_s, {bindText(token)});
}

} // namespace sekisho::storage
