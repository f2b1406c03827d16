// SPDX-License-Identifier: GPL-3.0-or-later
#include "journalcodec.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <zlib.h>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype ChecksumDigits = 8;
constexpr char Version = '2';
constexpr char OldVersion = '1'; ///< without what writeAdded() writes; an older program may have left it

QByteArray checksumOf(QByteArrayView text)
{
    const auto sum =
        crc32_z(0, reinterpret_cast<const Bytef *>(text.data()), static_cast<z_size_t>(text.size()));
    return QByteArray::number(qulonglong(sum), 16).rightJustified(ChecksumDigits, '0');
}

class LineWriter
{
public:
    LineWriter()
    {
        m_line.reserve(640);
        m_line.append(ChecksumDigits, '0');
        m_line += '\t';
        m_line += Version;
    }
    void bytes(QByteArrayView field)
    {
        m_line += '\t';
        if (std::none_of(field.begin(), field.end(), needsEscape))
            m_line.append(field.data(), std::size_t(field.size()));
        else
            escape(field);
    }
    void text(QStringView field)
    {
        const auto isPlain = [](QChar c) { return c >= u' ' && c < u'\x7f' && c != u'\\'; };
        // Nearly every field is plain ASCII and can do without a text of its own in between.
        if (!std::all_of(field.begin(), field.end(), isPlain))
            return bytes(field.toUtf8());
        m_line += '\t';
        const auto at = m_line.size();
        m_line.resize(at + std::size_t(field.size()));
        std::transform(field.begin(), field.end(), m_line.begin() + std::ptrdiff_t(at),
                       [](QChar c) { return char(c.unicode()); });
    }
    void number(std::int64_t value)
    {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        m_line += '\t';
        m_line.append(digits, end);
    }
    void time(core::Timestamp time) { number(core::toMicros(time)); }
    QByteArray take()
    {
        const QByteArrayView written(m_line.data(), qsizetype(m_line.size()));
        const auto sum = checksumOf(written.sliced(ChecksumDigits));
        std::copy(sum.begin(), sum.end(), m_line.begin());
        m_line += '\n';
        return QByteArray(m_line.data(), qsizetype(m_line.size()));
    }

private:
    static bool needsEscape(char c) { return c == '\t' || c == '\n' || c == '\\'; }
    void escape(QByteArrayView field)
    {
        for (const char c : field) {
            if (needsEscape(c))
                m_line += '\\';
            m_line += c == '\t' ? 't' : c == '\n' ? 'n' : c;
        }
    }

    std::string m_line; ///< grows by single letters more cheaply than a QByteArray
};

class LineReader
{
public:
    explicit LineReader(QByteArrayView line)
        : m_rest(line)
    {
    }
    QByteArray bytes() { return unescaped(next()); }
    /// Empty rather than null, which the database would take for NULL.
    QString text()
    {
        const auto field = next();
        if (field.isEmpty())
            return u""_s;
        return field.contains('\\') ? QString::fromUtf8(unescaped(field)) : QString::fromUtf8(field);
    }
    std::int64_t number()
    {
        const auto field = next();
        std::int64_t value = 0;
        std::from_chars(field.data(), field.data() + field.size(), value);
        return value;
    }
    core::Timestamp time() { return core::fromMicros(number()); }

private:
    QByteArrayView next()
    {
        const auto end = m_rest.indexOf('\t');
        const QByteArrayView field = end < 0 ? m_rest : m_rest.first(end);
        m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
        return field;
    }
    static QByteArray unescaped(QByteArrayView field)
    {
        if (!field.contains('\\'))
            return field.toByteArray();
        QByteArray plain;
        plain.reserve(field.size());
        for (qsizetype i = 0; i < field.size(); ++i) {
            if (field[i] != '\\' || i + 1 == field.size()) {
                plain.append(field[i]);
                continue;
            }
            const char c = field[++i];
            plain.append(c == 't' ? '\t' : c == 'n' ? '\n' : c);
        }
        return plain;
    }
    QByteArrayView m_rest;
};

void writeNames(LineWriter &line, const storage::SpendLog &row)
{
    line.text(row.requestId);
    line.text(row.callType);
    line.text(row.route);
    line.bytes(row.apiKey);
    for (const QString *field :
         {&row.keyAlias, &row.teamId, &row.budgetId, &row.user, &row.endUser, &row.sessionId, &row.modelGroup,
          &row.model, &row.modelId, &row.provider, &row.status, &row.error, &row.requesterIp})
        line.text(*field);
}

void readNames(LineReader &line, storage::SpendLog &row)
{
    row.requestId = line.text();
    row.callType = line.text();
    row.route = line.text();
    row.apiKey = line.bytes();
    for (QString *field :
         {&row.keyAlias, &row.teamId, &row.budgetId, &row.user, &row.endUser, &row.sessionId, &row.modelGroup,
          &row.model, &row.modelId, &row.provider, &row.status, &row.error, &row.requesterIp})
        *field = line.text();
}

core::Json parsedOr(const QByteArray &json, core::Json fallback)
{
    // Most rows have none; to be told so by the parser costs an exception.
    if (json.isEmpty())
        return fallback;
    auto parsed = core::parseJson(json);
    return parsed ? std::move(*parsed) : std::move(fallback);
}

void writeAdded(LineWriter &line, const storage::SpendLog &row)
{
    line.text(row.organizationId);
    line.text(row.apiBase);
    line.number(row.cachedTokens);
    line.number(row.hasModelBudget ? 1 : 0);
}

void readAdded(LineReader &line, storage::SpendLog &row)
{
    row.organizationId = line.text();
    row.apiBase = line.text();
    row.cachedTokens = line.number();
    row.hasModelBudget = line.number() != 0;
}

bool isWholeRow(QByteArrayView line)
{
    if (line.size() <= ChecksumDigits + 2 ||
        line.first(ChecksumDigits) != checksumOf(line.sliced(ChecksumDigits)))
        return false;
    const char version = line[ChecksumDigits + 1];
    return version == Version || version == OldVersion;
}

} // namespace

QByteArray encodeRow(const storage::SpendLog &row)
{
    LineWriter line;
    writeNames(line, row);
    line.number(row.spend.nanos());
    line.number(row.promptTokens);
    line.number(row.completionTokens);
    line.time(row.startTime);
    line.time(row.endTime);
    line.number(row.completionStartTime ? core::toMicros(*row.completionStartTime) : 0);
    line.number(row.httpStatus);
    line.bytes(row.tags.isEmpty() ? QByteArray() : core::toJsonBytes(core::toJson(row.tags)));
    line.bytes(row.metadata.empty() ? QByteArray() : core::toJsonBytes(row.metadata));
    writeAdded(line, row);
    return line.take();
}

core::Result<storage::SpendLog> decodeRow(QByteArrayView line)
{
    if (!isWholeRow(line))
        return core::fail(ErrorKind::InvalidInput, u"not a whole row"_s);
    LineReader reader(line.sliced(ChecksumDigits + 3));
    storage::SpendLog row;
    readNames(reader, row);
    row.spend = core::Money::fromNanos(reader.number());
    row.promptTokens = reader.number();
    row.completionTokens = reader.number();
    row.startTime = reader.time();
    row.endTime = reader.time();
    const std::int64_t firstToken = reader.number();
    if (firstToken)
        row.completionStartTime = core::fromMicros(firstToken);
    row.httpStatus = static_cast<int>(reader.number());
    for (const core::Json &tag : parsedOr(reader.bytes(), core::Json::array()))
        row.tags.append(tag.get<QString>());
    row.metadata = parsedOr(reader.bytes(), core::Json::object());
    // What an older row does not have is absent at its end, which reads as empty.
    readAdded(reader, row);
    return row;
}

} // namespace sekisho::gateway
