// SPDX-License-Identifier: GPL-3.0-or-later
#include "aliastext.h"

#include <algorithm>

namespace sekisho::gateway {

static constexpr char Separator = '\0';

/// As it is in the text; nothing that is looked for holds a separator.
static QByteArray folded(const QString &text)
{
    QByteArray bytes = text.toLower().toUtf8();
    bytes.replace(Separator, ' ');
    return bytes;
}

void AliasText::put(const QByteArray &token, const std::optional<QString> &alias)
{
    const QByteArray text = alias ? folded(*alias) : QByteArray();
    if (const auto place = m_places.find(token); place != m_places.end()) {
        Piece &piece = m_pieces[*place];
        if (piece.alias == text)
            return;
        piece.token.clear();
        m_places.erase(place);
    }
    if (!text.isEmpty())
        append(token, text);
    const std::size_t gone = m_pieces.size() - std::size_t(m_places.size());
    if (gone > 1000 && gone > m_pieces.size() / 4)
        compact();
}

void AliasText::append(const QByteArray &token, const QByteArray &alias)
{
    m_places.insert(token, m_pieces.size());
    m_pieces.push_back({m_text.size(), token, alias});
    m_text.append(alias.constData(), std::size_t(alias.size()));
    m_text.push_back(Separator);
}

void AliasText::compact()
{
    m_text.clear();
    m_places.clear();
    for (const Piece &piece : std::exchange(m_pieces, {})) {
        if (!piece.token.isEmpty())
            append(piece.token, piece.alias);
    }
}

std::vector<QByteArray> AliasText::holding(const QString &part) const
{
    const QByteArray wanted = folded(part);
    const std::string_view needle(wanted.constData(), std::size_t(wanted.size()));
    const std::string_view text(m_text);
    std::vector<QByteArray> tokens;
    for (std::size_t at = text.find(needle); at < text.size();) {
        const auto after =
            std::upper_bound(m_pieces.begin(), m_pieces.end(), at,
                             [](std::size_t place, const Piece &piece) { return place < piece.begin; });
        const Piece &piece = *std::prev(after);
        if (!piece.token.isEmpty())
            tokens.push_back(piece.token);
        at = after == m_pieces.end() ? text.size() : text.find(needle, after->begin);
    }
    return tokens;
}

} // namespace sekisho::gateway
