// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretreveal.h"

#include "followlanguage.h"

#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace sekisho::widgets {
namespace {

void forgetLater(const core::SecretString &secret)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    QTimer::singleShot(60s, clipboard, [clipboard, secret] {
        if (clipboard->text() == secret.reveal())
            clipboard->clear();
    });
}

} // namespace

SecretReveal::SecretReveal(QWidget *owner, const std::function<QString()> &title,
                           const core::SecretString &secret)
    : Sheet(owner, Guard::ButtonsOnly)
{
    setObjectName(u"secretRevealSheet"_s);
    setCardWidth(520);
    setBody(makeBody(secret));
    m_done = addPrimary({});
    m_done->setObjectName(u"secretDoneButton"_s);
    m_done->setEnabled(false);
    followLanguage(this, [this, title] {
        setTitle(title());
        retranslate();
    });
    connect(m_copy, &QPushButton::clicked, this, &SecretReveal::copy);
    connect(m_noted, &QCheckBox::toggled, this, &SecretReveal::allowDone);
    connect(this, &Sheet::accepted, this, &Sheet::finish);
}

QWidget *SecretReveal::makeBody(const core::SecretString &secret)
{
    auto *body = new QWidget;
    m_hint = new QLabel;
    m_hint->setWordWrap(true);
    m_hint->setProperty("kind", u"quiet"_s);
    m_secret = new QLineEdit(secret.reveal());
    m_secret->setReadOnly(true);
    m_secret->setFont(fontFor(TextRole::Code));
    m_secret->setObjectName(u"secretEdit"_s);
    m_copy = new QPushButton(Icon::get(u"copy"_s), QString());
    m_copy->setObjectName(u"secretCopyButton"_s);
    m_noted = new QCheckBox;
    m_noted->setObjectName(u"secretNotedCheck"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(m_secret, 1);
    row->addWidget(m_copy);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(m_hint);
    column->addLayout(row);
    column->addWidget(m_noted);
    return body;
}

void SecretReveal::retranslate()
{
    m_hint->setText(tr("This is the only time the key is shown. Copy it now and keep it safe."));
    m_secret->setAccessibleName(tr("New key"));
    m_copy->setText(m_copied ? tr("Copied") : tr("Copy"));
    m_noted->setText(tr("I have written it down"));
    m_done->setText(tr("Done"));
}

void SecretReveal::copy()
{
    QGuiApplication::clipboard()->setText(m_secret->text());
    forgetLater(core::SecretString(m_secret->text()));
    m_copied = true;
    retranslate();
    m_copy->setIcon(Icon::get(u"check"_s, Icon::Tint::Good));
    allowDone();
}

void SecretReveal::allowDone()
{
    m_done->setEnabled(m_copied || m_noted->isChecked());
}

} // namespace sekisho::widgets
