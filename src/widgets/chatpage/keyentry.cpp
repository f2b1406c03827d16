// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyentry.h"

#include <widgets/chat/sendline.h>
#include <widgets/common/followlanguage.h>
#include <widgets/theme/metrics.h>

#include <QFormLayout>
#include <QLabel>

namespace sekisho::widgets {

namespace {
constexpr int LongestAlias = 255;
}

KeyEntry::KeyEntry(QWidget *parent)
    : QWidget(parent)
    , m_aliasLabel(new QLabel(this))
    , m_secretLabel(new QLabel(this))
    , m_alias(new SendLine(this))
    , m_secret(new SendLine(this))
{
    m_alias->setObjectName(QStringLiteral("newKeyAliasEdit"));
    m_alias->setMaxLength(LongestAlias);
    m_secret->setObjectName(QStringLiteral("newKeySecretEdit"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setPlaceholderText(QStringLiteral("sk-…"));
    auto *form = new QFormLayout(this);
    form->setContentsMargins({});
    form->setSpacing(space::m);
    form->addRow(m_aliasLabel, m_alias);
    form->addRow(m_secretLabel, m_secret);
    followLanguage(this, [this] { retranslate(); });
}

void KeyEntry::retranslate()
{
    m_alias->setPlaceholderText(tr("What you call it"));
    m_aliasLabel->setText(tr("Name"));
    m_secretLabel->setText(tr("Key"));
}

QString KeyEntry::alias() const
{
    return m_alias->text().trimmed();
}

core::Result<core::SecretString> KeyEntry::secret() const
{
    const QString text = m_secret->text().trimmed();
    if (text.isEmpty())
        return core::fail(core::ErrorKind::InvalidInput, tr("Enter the key."));
    return core::SecretString(text);
}

} // namespace sekisho::widgets
