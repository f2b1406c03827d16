// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilesheet.h"

#include "connectiontestview.h"
#include "ui_profileform.h"

#include <client/langfuse/environmentname.h>
#include <core/ids.h>
#include <core/mask.h>
#include <widgets/common/errorsentence.h>
#include <widgets/common/followlanguage.h>
#include <widgets/theme/metrics.h>

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

struct NamedColour {
    const char *name;
    const char *colour;
};
constexpr std::array<NamedColour, 6> colours{{
    {QT_TRANSLATE_NOOP("sekisho::widgets::ProfileSheet", "Blue"), "#3b5bdb"},
    {QT_TRANSLATE_NOOP("sekisho::widgets::ProfileSheet", "Green"), "#2b8a3e"},
    {QT_TRANSLATE_NOOP("sekisho::widgets::ProfileSheet", "Orange"), "#d9730d"},
    {QT_TRANSLATE_NOOP("sekisho::widgets::ProfileSheet", "Red"), "#c92a2a"},
    {QT_TRANSLATE_NOOP("sekisho::widgets::ProfileSheet", "Violet"), "#7048a8"},
    {QT_TRANSLATE_NOOP("sekisho::widgets::ProfileSheet", "Grey"), "#656d76"},
}};

QIcon swatch(const QColor &colour)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(pixmap.rect().adjusted(6, 6, -6, -6));
    return QIcon(pixmap);
}

bool isWebAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == u"http" || url.scheme() == u"https");
}

QString trimmed(const QLineEdit *edit)
{
    return edit->text().trimmed();
}

} // namespace

ProfileSheet::ProfileSheet(QWidget *owner, const client::Profile &profile, const Services &services)
    : Sheet(owner)
    , m_profile(profile)
    , m_newId(core::newUuid())
    , m_newKeyId(core::newUuid())
    , m_services(services)
    , m_form(std::make_unique<Ui::ProfileForm>())
{
    setObjectName(u"profileSheet"_s);
    setCardWidth(600);
    auto *body = new QWidget;
    auto *form = new QWidget;
    m_form->setupUi(form);
    m_tests = new ConnectionTestView(
        services.checks, {[this] { return gatewayEndpoint(); }, [this] { return langfuseEndpoint(); }});
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::l);
    column->addWidget(form);
    column->addWidget(m_tests);
    setBody(body);
    m_cancel = addCancel({});
    m_save = addPrimary({});
    m_save->setObjectName(u"saveProfileButton"_s);
    fill();
    connectForm();
    followLanguage(this, [this] { retranslate(); });
}

ProfileSheet::~ProfileSheet() = default;

bool ProfileSheet::isNew() const
{
    return m_profile.id.isEmpty();
}

void ProfileSheet::fillColours()
{
    for (const NamedColour &each : colours) {
        const QString code = QString::fromLatin1(each.colour);
        m_form->profileColourCombo->addItem(swatch(QColor(code)), {}, code);
    }
    const int known = m_form->profileColourCombo->findData(m_profile.colour.toLower());
    m_form->profileColourCombo->setCurrentIndex(std::max(known, 0));
}

void ProfileSheet::fill()
{
    fillColours();
    m_form->profileNameEdit->setText(m_profile.name);
    m_form->gatewayUrlEdit->setText(m_profile.gatewayUrl.toString());
    m_form->productionCheck->setChecked(m_profile.production);
    if (const client::KeyRef *key = m_profile.currentKey())
        m_form->profileKeyAliasEdit->setText(key->alias);
    if (!m_profile.langfuse)
        return;
    m_form->langfuseUrlEdit->setText(m_profile.langfuse->url.toString());
    m_form->langfusePublicKeyEdit->setText(m_profile.langfuse->publicKey);
    m_form->langfuseEnvironmentEdit->setText(m_profile.langfuse->environment);
}

void ProfileSheet::retranslate()
{
    m_form->retranslateUi(m_form->profileNameEdit->parentWidget());
    setTitle(isNew() ? tr("New profile") : tr("Edit %1").arg(m_profile.name));
    m_cancel->setText(tr("Cancel"));
    m_save->setText(isNew() ? tr("Add and use") : tr("Save"));
    for (int i = 0; i < m_form->profileColourCombo->count(); ++i)
        m_form->profileColourCombo->setItemText(i, tr(colours.at(static_cast<std::size_t>(i)).name));
    if (const client::KeyRef *key = m_profile.currentKey())
        m_form->profileKeyEdit->setPlaceholderText(tr("%1, unchanged").arg(key->masked));
    if (m_profile.langfuse)
        m_form->langfuseSecretKeyEdit->setPlaceholderText(tr("unchanged"));
    checkInput();
}

void ProfileSheet::connectForm()
{
    for (QLineEdit *edit : findChildren<QLineEdit *>()) {
        connect(edit, &QLineEdit::textChanged, this, &ProfileSheet::checkInput);
        connect(edit, &QLineEdit::textChanged, m_tests, &ConnectionTestView::forgetResults);
    }
    connect(this, &Sheet::accepted, this, &ProfileSheet::save);
}

/// What keeps the profile from being saved, said once there is something to say it about.
QString ProfileSheet::problem() const
{
    const QString gateway = trimmed(m_form->gatewayUrlEdit);
    if (!gateway.isEmpty() && !isWebAddress(gateway))
        return tr("The gateway address must start with http:// or https://.");
    const QString langfuse = trimmed(m_form->langfuseUrlEdit);
    if (langfuse.isEmpty())
        return {};
    if (!isWebAddress(langfuse))
        return tr("The Langfuse address must start with http:// or https://.");
    return environmentProblem();
}

QString ProfileSheet::environmentProblem() const
{
    using client::EnvironmentFault;
    switch (client::environmentFault(trimmed(m_form->langfuseEnvironmentEdit))) {
    case EnvironmentFault::Characters:
        return tr("The environment may only have lowercase letters, digits, - and _.");
    case EnvironmentFault::TooLong:
        return tr("The environment may have 40 characters at most.");
    case EnvironmentFault::Reserved:
        return tr("The environment must not start with \"langfuse\".");
    case EnvironmentFault::None:
        break;
    }
    return {};
}

void ProfileSheet::checkInput()
{
    const QString what = problem();
    setError(what);
    const bool hasKey = m_profile.currentKey() || !trimmed(m_form->profileKeyEdit).isEmpty();
    const bool hasLangfuse =
        trimmed(m_form->langfuseUrlEdit).isEmpty() || !trimmed(m_form->langfusePublicKeyEdit).isEmpty();
    m_save->setEnabled(what.isEmpty() && hasKey && hasLangfuse &&
                       !trimmed(m_form->profileNameEdit).isEmpty() &&
                       !trimmed(m_form->gatewayUrlEdit).isEmpty());
}

client::Profile ProfileSheet::edited() const
{
    client::Profile profile = m_profile;
    if (isNew())
        profile.id = m_newId;
    profile.name = trimmed(m_form->profileNameEdit);
    profile.gatewayUrl = QUrl(trimmed(m_form->gatewayUrlEdit));
    profile.colour = m_form->profileColourCombo->currentData().toString();
    profile.production = m_form->productionCheck->isChecked();
    takeKey(profile);
    takeLangfuse(profile);
    return profile;
}

/// A typed key becomes a further one of the profile and the one in use; otherwise only its name may have
/// changed.
void ProfileSheet::takeKey(client::Profile &profile) const
{
    const QString typed = trimmed(m_form->profileKeyEdit);
    const QString alias = trimmed(m_form->profileKeyAliasEdit);
    if (typed.isEmpty()) {
        for (client::KeyRef &key : profile.keys)
            if (key.id == profile.currentKeyId)
                key.alias = alias;
        return;
    }
    client::KeyRef key;
    key.id = m_newKeyId;
    key.alias = alias;
    key.masked = core::maskKey(typed);
    key.secretName = u"profile/%1/key/%2"_s.arg(profile.id, key.id);
    profile.keys.append(key);
    profile.currentKeyId = key.id;
}

void ProfileSheet::takeLangfuse(client::Profile &profile) const
{
    const QString url = trimmed(m_form->langfuseUrlEdit);
    if (url.isEmpty()) {
        profile.langfuse.reset();
        return;
    }
    client::LangfuseAddress address = profile.langfuse.value_or(client::LangfuseAddress());
    address.url = QUrl(url);
    address.publicKey = trimmed(m_form->langfusePublicKeyEdit);
    address.environment = trimmed(m_form->langfuseEnvironmentEdit);
    if (address.secretName.isEmpty())
        address.secretName = u"profile/%1/langfuse"_s.arg(profile.id);
    profile.langfuse = address;
}

QList<std::pair<QString, core::SecretString>> ProfileSheet::newSecrets(const client::Profile &profile) const
{
    QList<std::pair<QString, core::SecretString>> secrets;
    const QString key = trimmed(m_form->profileKeyEdit);
    if (!key.isEmpty() && profile.currentKey())
        secrets.append({profile.currentKey()->secretName, core::SecretString(key)});
    const QString langfuse = trimmed(m_form->langfuseSecretKeyEdit);
    if (!langfuse.isEmpty() && profile.langfuse)
        secrets.append({profile.langfuse->secretName, core::SecretString(langfuse)});
    return secrets;
}

void ProfileSheet::save()
{
    const client::Profile profile = edited();
    setBusy(true);
    store(newSecrets(profile), profile);
}

void ProfileSheet::store(QList<std::pair<QString, core::SecretString>> secrets,
                         const client::Profile &profile)
{
    if (secrets.isEmpty()) {
        Q_EMIT saved(profile);
        finish();
        return;
    }
    const auto [name, secret] = secrets.takeFirst();
    m_services.secrets->write(name, secret)
        .then(this, [this, secrets, profile](const core::Result<void> &written) {
            if (written)
                return store(secrets, profile);
            setBusy(false);
            setError(sentenceFor(written.error()).title);
        });
}

core::Async<core::SecretString> ProfileSheet::secretOf(const QString &typed, const QString &storedName) const
{
    using Found = core::Result<core::SecretString>;
    if (!typed.isEmpty() || storedName.isEmpty())
        return core::readyFuture<core::SecretString>(core::SecretString(typed));
    return m_services.secrets->read(storedName)
        .then([](const core::Result<std::optional<core::SecretString>> &read) -> Found {
            if (!read)
                return core::fail(read.error());
            return read->value_or(core::SecretString());
        });
}

core::Async<client::ServerEndpoint> ProfileSheet::gatewayEndpoint() const
{
    const QUrl url(trimmed(m_form->gatewayUrlEdit));
    const client::KeyRef *key = m_profile.currentKey();
    return secretOf(trimmed(m_form->profileKeyEdit), key ? key->secretName : QString())
        .then([url](const core::Result<core::SecretString> &secret) -> core::Result<client::ServerEndpoint> {
            if (!secret)
                return core::fail(secret.error());
            return client::ServerEndpoint{url, {client::bearerAuth(*secret)}};
        });
}

core::Async<client::LangfuseEndpoint> ProfileSheet::langfuseEndpoint() const
{
    client::LangfuseEndpoint endpoint;
    endpoint.baseUrl = QUrl(trimmed(m_form->langfuseUrlEdit));
    endpoint.publicKey = trimmed(m_form->langfusePublicKeyEdit);
    const QString stored = m_profile.langfuse ? m_profile.langfuse->secretName : QString();
    return secretOf(trimmed(m_form->langfuseSecretKeyEdit), stored)
        .then([endpoint](
                  const core::Result<core::SecretString> &secret) -> core::Result<client::LangfuseEndpoint> {
            if (!secret)
                return core::fail(secret.error());
            client::LangfuseEndpoint whole = endpoint;
            whole.secretKey = *secret;
            return whole;
        });
}

} // namespace sekisho::widgets
