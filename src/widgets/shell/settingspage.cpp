// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingspage.h"

#include "preferences.h"
#include "profilesheet.h"

#include <widgets/common/badge.h>
#include <widgets/common/combobox.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/hairline.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

constexpr int columnWidth = 680;

QLabel *sectionTitle(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setFont(strongFontFor(TextRole::Message));
    return label;
}

template <typename T>
void addChoice(QComboBox *combo, const QString &text, T value)
{
    combo->addItem(text, QVariant::fromValue(static_cast<int>(value)));
}

void select(QComboBox *combo, const QVariant &value)
{
    combo->setCurrentIndex(std::max(0, combo->findData(value)));
}

} // namespace

SettingsPage::SettingsPage(const Services &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_title(new QLabel(this))
    , m_profilesTitle(sectionTitle(this))
    , m_profilesHint(new QLabel(this))
    , m_profileRows(new QVBoxLayout)
    , m_add(new QPushButton(this))
    , m_lookTitle(sectionTitle(this))
    , m_themeLabel(new QLabel(this))
    , m_theme(new ComboBox(this))
    , m_languageLabel(new QLabel(this))
    , m_language(new ComboBox(this))
    , m_densityLabel(new QLabel(this))
    , m_density(new ComboBox(this))
    , m_sendLabel(new QLabel(this))
    , m_send(new ComboBox(this))
{
    setProperty("kind", u"page"_s);
    setAttribute(Qt::WA_StyledBackground);
    setObjectName(u"settingsPage"_s);
    m_add->setObjectName(u"addProfileButton"_s);
    m_theme->setObjectName(u"themeCombo"_s);
    m_language->setObjectName(u"languageCombo"_s);
    m_density->setObjectName(u"densityCombo"_s);
    m_send->setObjectName(u"sendKeyCombo"_s);
    setupLayout();
    connectSignals();
    retranslate();
}

void SettingsPage::setupLayout()
{
    m_title->setFont(fontFor(TextRole::Display));
    m_profilesHint->setProperty("kind", u"quiet"_s);
    m_profilesHint->setWordWrap(true);
    m_add->setIcon(Icon::get(u"plus"_s));
    m_profileRows->setSpacing(0);
    auto *choices = new QGridLayout;
    choices->setHorizontalSpacing(space::xl);
    choices->setVerticalSpacing(space::s);
    choices->setColumnMinimumWidth(0, 160);
    choices->setColumnStretch(2, 1);
    int row = 0;
    for (const auto &[label, combo] :
         {std::pair{m_themeLabel, m_theme}, std::pair{m_languageLabel, m_language},
          std::pair{m_densityLabel, m_density}, std::pair{m_sendLabel, m_send}}) {
        label->setBuddy(combo);
        combo->setMinimumWidth(300);
        choices->addWidget(label, row, 0);
        choices->addWidget(combo, row++, 1);
    }
    auto *inside = new QWidget;
    inside->setProperty("kind", u"page"_s);
    inside->setFixedWidth(columnWidth);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    column->setSpacing(space::s);
    column->addWidget(m_title);
    column->addSpacing(space::l);
    column->addWidget(m_profilesTitle);
    column->addWidget(m_profilesHint);
    column->addLayout(m_profileRows);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    column->addSpacing(space::xl);
    column->addWidget(m_lookTitle);
    column->addLayout(choices);
    column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
}

void SettingsPage::connectSignals()
{
    using Values = PreferenceValues;
    Preferences *preferences = m_services.preferences;
    connect(m_add, &QPushButton::clicked, this, &SettingsPage::addProfile);
    connect(m_theme, &QComboBox::activated, this, [this, preferences] {
        preferences->setTheme(static_cast<Values::Theme>(m_theme->currentData().toInt()));
    });
    connect(m_language, &QComboBox::activated, this,
            [this, preferences] { preferences->setLanguage(m_language->currentData().toString()); });
    connect(m_density, &QComboBox::activated, this, [this, preferences] {
        preferences->setDensity(static_cast<Density>(m_density->currentData().toInt()));
    });
    connect(m_send, &QComboBox::activated, this, [this, preferences] {
        preferences->setSend(static_cast<Values::Send>(m_send->currentData().toInt()));
    });
    connect(preferences, &Preferences::changed, this, &SettingsPage::fillChoices);
    connect(m_services.profiles, &models::ProfileBook::changed, this, &SettingsPage::fillProfiles);
}

void SettingsPage::fillChoices()
{
    using Values = PreferenceValues;
    const PreferenceValues &values = m_services.preferences->values();
    m_theme->clear();
    addChoice(m_theme, tr("As the system"), Values::Theme::System);
    addChoice(m_theme, tr("Light"), Values::Theme::Light);
    addChoice(m_theme, tr("Dark"), Values::Theme::Dark);
    addChoice(m_theme, tr("High contrast"), Values::Theme::HighContrast);
    select(m_theme, static_cast<int>(values.theme));
    m_language->clear();
    m_language->addItem(tr("As the system"), QString());
    m_language->addItem(u"English"_s, u"en"_s);
    m_language->addItem(u"日本語"_s, u"ja"_s);
    select(m_language, values.language);
    m_density->clear();
    addChoice(m_density, tr("Comfortable"), Density::Comfortable);
    addChoice(m_density, tr("Compact"), Density::Compact);
    select(m_density, static_cast<int>(values.density));
    m_send->clear();
    addChoice(m_send, tr("Enter sends, Shift+Enter starts a line"), Values::Send::Enter);
    addChoice(m_send, tr("Ctrl+Enter sends, Enter starts a line"), Values::Send::ControlEnter);
    select(m_send, static_cast<int>(values.send));
}

void SettingsPage::fillProfiles()
{
    while (QLayoutItem *item = m_profileRows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const client::Profile &profile : m_services.profiles->profiles())
        m_profileRows->addWidget(makeProfileRow(profile));
}

QWidget *SettingsPage::makeProfileRow(const client::Profile &profile)
{
    const bool current = profile.id == m_services.profiles->currentId();
    auto *row = new QWidget;
    auto *name = new QLabel(profile.builtIn ? tr("Local gateway") : profile.name);
    name->setFont(strongFontFor(TextRole::Ui));
    auto *address = new QLabel(profile.gatewayUrl.toString());
    address->setProperty("kind", u"quiet"_s);
    auto *colour = new QLabel;
    colour->setFixedSize(4, 32);
    const QColor own(profile.colour);
    colour->setStyleSheet(u"background: %1; border-radius: 2px;"_s.arg(
        own.isValid() ? own.name() : Colors::current().accent.name()));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    words->addWidget(address);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, space::s, 0, space::s);
    line->setSpacing(space::s);
    line->addWidget(colour);
    line->addLayout(words, 1);
    if (profile.production)
        line->addWidget(new Badge(tr("production"), Badge::Kind::Bad));
    if (current)
        line->addWidget(new Badge(tr("in use"), Badge::Kind::Accent));
    const auto button = [&](const QString &text, const QString &objectName, auto action) {
        auto *made = new QPushButton(text);
        made->setProperty("kind", u"link"_s);
        made->setObjectName(objectName);
        connect(made, &QPushButton::clicked, this, action);
        line->addWidget(made);
    };
    const QString id = profile.id;
    if (!current)
        button(tr("Use"), u"useProfileButton"_s, [this, id] { m_services.profiles->choose(id); });
    if (!profile.builtIn) {
        button(tr("Edit…"), u"editProfileButton"_s, [this, id] { editProfile(id); });
        button(tr("Delete…"), u"deleteProfileButton"_s, [this, id] { askToRemove(id); });
    }
    return row;
}

void SettingsPage::addProfile()
{
    openSheet({});
}

void SettingsPage::editProfile(const QString &id)
{
    if (const client::Profile *profile = m_services.profiles->profile(id))
        openSheet(*profile);
}

void SettingsPage::openSheet(const client::Profile &profile)
{
    auto *sheet = new ProfileSheet(this, profile, {m_services.secrets, m_services.checks});
    const bool isNew = profile.id.isEmpty();
    connect(sheet, &ProfileSheet::saved, this, [this, isNew](const client::Profile &saved) {
        m_services.profiles->save(saved);
        if (isNew)
            m_services.profiles->choose(saved.id);
    });
    sheet->open();
}

void SettingsPage::askToRemove(const QString &id)
{
    const client::Profile *profile = m_services.profiles->profile(id);
    if (!profile)
        return;
    QStringList keys;
    for (const client::KeyRef &key : profile->keys)
        keys.append(key.alias.isEmpty() ? key.masked : key.alias + u"  "_s + key.masked);
    const auto question = [name = profile->name, keys] {
        return ConfirmSheet::Question{
            .title = tr("Delete the profile %1?").arg(name),
            .consequence = tr("Its keys are removed from this computer. Nothing changes at the gateway."),
            .things = keys,
            .confirm = tr("Delete")};
    };
    auto *sheet = new ConfirmSheet(this, question);
    connect(sheet, &ConfirmSheet::confirmed, m_services.profiles,
            [book = m_services.profiles, id] { book->remove(id); });
    sheet->open();
}

void SettingsPage::retranslate()
{
    m_title->setText(tr("Settings"));
    m_profilesTitle->setText(tr("Profiles"));
    m_profilesHint->setText(tr("A profile is a gateway, the keys you have there, and where traces go."));
    m_add->setText(tr("Add a profile…"));
    m_lookTitle->setText(tr("This window"));
    m_themeLabel->setText(tr("Colours"));
    m_languageLabel->setText(tr("Language"));
    m_densityLabel->setText(tr("Rows of tables"));
    m_sendLabel->setText(tr("Sending"));
    fillChoices();
    fillProfiles();
}

void SettingsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace sekisho::widgets
