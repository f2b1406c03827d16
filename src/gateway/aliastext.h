// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::gateway {

/// The aliases of all keys as one text, so that a part of one is found by a single pass over memory: no index
/// of a database finds it. Not thread-safe.
class AliasText
{
public:
    /// Takes the place of an earlier alias; none takes that away.
    void put(const QByteArray &token, const std::optional<QString> &alias);
    /// Tokens of the aliases that hold `part`, in any case of letters; all for an empty part.
    std::vector<QByteArray> holding(const QString &part) const;

private:
    struct Piece {
        std::size_t begin = 0; ///< in m_text
        QByteArray token;      ///< empty: taken away
        QByteArray alias;      ///< as in m_text
    };

    void append(const QByteArray &token, const QByteArray &alias);
    void compact();

    std::string m_text; ///< each alias in lower case, followed by a separator
    std::vector<Piece> m_pieces;
    QHash<QByteArray, std::size_t> m_places; ///< in m_pieces, by token
};

} // namespace sekisho::gateway
