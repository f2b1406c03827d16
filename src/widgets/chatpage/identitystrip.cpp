// SPDX-License-Identifier: GPL-3.0-or-later
#include "identitystrip.h"

#include "tracedelivery.h"

#include <models/format.h>
#include <widgets/common/badge.h>
#include <widgets/common/combobox.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

namespace sekisho::widgets {

using models::ChatSession;
using models::KeyChoiceModel;
using models::ModelChoiceModel;

namespace {

// The random end tells sessions apart; the whole id is in the tool tip and in the settings.
constexpr int ShownOfSession = 4;

constexpr int RoomForAllWords = 760;

// The entry that leads to a form instead of naming a key.
const QString AddKeyEntry = QStringLiteral("add");

QPushButton *chip(const QString &name, const QString &icon, QWidget *parent)
{
    auto *button = new QPushButton(Icon::get(icon), QString(), parent);
    button->setObjectName(name);
    button->setProperty("kind", QStringLiteral("chip"));
    return button;
}

QComboBox *chooser(const QString &name, QWidget *parent)
{
    auto *combo = new ComboBox(parent);
    combo->setObjectName(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    combo->setMaxVisibleItems(20);
    return combo;
}

} // namespace

IdentityStrip::IdentityStrip(const Models &models, QWidget *parent)
    : QWidget(parent)
    , m_models(models)
    , m_model(chooser(QStringLiteral("modelCombo"), this))
    , m_demo(new Badge(this))
    , m_key(chooser(QStringLiteral("keyCombo"), this))
    , m_endUser(chip(QStringLiteral("endUserButton"), QStringLiteral("user"), this))
    , m_sessionId(chip(QStringLiteral("sessionButton"), QStringLiteral("session"), this))
    , m_tracing(chip(QStringLiteral("tracingButton"), QStringLiteral("trace"), this))
    , m_totals(new QLabel(this))
{
    setupLayout();
    connectSignals();
    retranslate();
}

void IdentityStrip::setOtherModels(const QStringList &models)
{
    m_otherModels = models;
    fillModels();
}

void IdentityStrip::setTraceTarget(const QString &name)
{
    m_traceTarget = name;
    m_tracing->setEnabled(!name.isEmpty());
    showSettings();
}

void IdentityStrip::setTraceDelivery(const client::TraceExportState &state)
{
    m_traceDelivery = state;
    showTraceTip();
}

void IdentityStrip::showTraceTip()
{
    const QString rule = tr("When on, every turn is sent to Langfuse as a trace. When off, nothing is sent.");
    const QString delivery = traceDeliveryText(m_traceDelivery);
    m_tracing->setToolTip(delivery.isEmpty() ? rule : rule + QStringLiteral("\n") + delivery);
    m_tracing->setAccessibleDescription(delivery);
}

void IdentityStrip::openModels()
{
    m_model->showPopup();
}

void IdentityStrip::openKeys()
{
    m_key->showPopup();
}

void IdentityStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void IdentityStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showSettings();
}

/// The names of model and key come before the words that nobody is the end user.
bool IdentityStrip::isTight() const
{
    return width() < RoomForAllWords;
}

void IdentityStrip::setupLayout()
{
    m_tracing->setCheckable(true);
    m_totals->setObjectName(QStringLiteral("totalsLabel"));
    m_totals->setProperty("kind", QStringLiteral("quiet"));
    m_totals->setFont(fontFor(TextRole::Small));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::s, space::l, space::s);
    row->setSpacing(space::s);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_model, m_demo, m_key, m_endUser, m_sessionId, m_tracing})
        row->addWidget(part);
    row->addStretch();
}

void IdentityStrip::connectSignals()
{
    connect(m_models.models, &QAbstractItemModel::modelReset, this, &IdentityStrip::fillModels);
    connect(m_models.models, &ModelChoiceModel::stateChanged, this, &IdentityStrip::fillModels);
    connect(m_models.keys, &QAbstractItemModel::modelReset, this, &IdentityStrip::fillKeys);
    connect(m_models.keys, &QAbstractItemModel::dataChanged, this, &IdentityStrip::fillKeys);
    connect(m_models.session, &ChatSession::settingsChanged, this, &IdentityStrip::showSettings);
    connect(m_models.session, &ChatSession::conversationChanged, this, &IdentityStrip::showSettings);
    connect(m_models.session, &ChatSession::totalsChanged, this, &IdentityStrip::showTotals);
    connect(m_model, &QComboBox::currentIndexChanged, this, &IdentityStrip::modelActivated);
    connect(m_key, &QComboBox::activated, this, &IdentityStrip::keyActivated);
    connect(m_endUser, &QPushButton::clicked, this, &IdentityStrip::settingsRequested);
    connect(m_sessionId, &QPushButton::clicked, this, &IdentityStrip::settingsRequested);
    connect(m_tracing, &QPushButton::clicked, m_models.session, &ChatSession::setTracing);
}

void IdentityStrip::fillModels()
{
    const QSignalBlocker quiet(m_model);
    m_model->clear();
    for (const auto &model : m_models.models->models())
        m_model->addItem(model.name, model.name);
    for (const QString &name : m_otherModels) {
        if (m_models.models->rowOf(name) >= 0)
            continue;
        m_model->addItem(Icon::get(QStringLiteral("lock")), name, name);
        m_model->setItemData(m_model->count() - 1, tr("This key may not use it"), Qt::ToolTipRole);
    }
    showSettings();
}

void IdentityStrip::fillKeys()
{
    const QSignalBlocker quiet(m_key);
    m_key->clear();
    for (int row = 0; row < m_models.keys->rowCount(); ++row) {
        const QModelIndex index = m_models.keys->index(row);
        const QString alias = index.data(KeyChoiceModel::AliasRole).toString();
        const QString masked = index.data(KeyChoiceModel::MaskedRole).toString();
        m_key->addItem(Icon::get(QStringLiteral("key")),
                       alias.isEmpty() ? masked : alias + QStringLiteral("  ") + masked,
                       index.data(KeyChoiceModel::IdRole));
    }
    m_key->addItem(Icon::get(QStringLiteral("plus")), tr("Add a key…"), AddKeyEntry);
    m_key->setCurrentIndex(m_models.keys->currentRow());
}

void IdentityStrip::showSettings()
{
    const QSignalBlocker quiet(m_model);
    const auto &settings = m_models.session->settings();
    if (!settings.model.isEmpty() && m_model->findData(settings.model) < 0)
        m_model->addItem(settings.model, settings.model);
    m_model->setCurrentIndex(m_model->findData(settings.model));
    m_demo->setVisible(m_models.models->isDemo(settings.model));
    const QString endUser = settings.endUser.isEmpty() ? tr("No end user") : settings.endUser;
    m_endUser->setText(settings.endUser.isEmpty() && isTight() ? QString() : endUser);
    m_endUser->setAccessibleName(endUser);
    m_sessionId->setText(settings.sessionId.right(ShownOfSession));
    m_sessionId->setToolTip(tr("Session %1").arg(settings.sessionId));
    m_tracing->setChecked(settings.tracing && !m_traceTarget.isEmpty());
    m_tracing->setText(m_tracing->isChecked() ? tr("Traced: %1").arg(m_traceTarget) : tr("Not traced"));
    m_tracing->setIcon(
        Icon::get(QStringLiteral("trace"), m_tracing->isChecked() ? Icon::Tint::Accent : Icon::Tint::Quiet));
}

void IdentityStrip::showTotals()
{
    const auto &totals = m_models.session->totals();
    const int messages = m_models.session->messages()->rowCount();
    if (messages == 0)
        return m_totals->clear();
    m_totals->setText(tr("%n message(s)", nullptr, messages) + QStringLiteral(" · ") +
                      tr("%1 tokens").arg(models::countText(totals.promptTokens + totals.completionTokens)) +
                      QStringLiteral(" · ") + models::moneyText(totals.cost));
}

void IdentityStrip::retranslate()
{
    m_model->setAccessibleName(tr("Model"));
    m_key->setAccessibleName(tr("Virtual key"));
    m_endUser->setToolTip(tr("End user told to the gateway and to Langfuse"));
    showTraceTip();
    m_demo->setText(tr("demo"));
    m_demo->setKind(Badge::Kind::Warn);
    fillModels();
    fillKeys();
    showTotals();
}

void IdentityStrip::modelActivated(int index)
{
    if (index >= 0)
        m_models.session->setModel(m_model->itemData(index).toString());
}

void IdentityStrip::keyActivated(int index)
{
    const QString id = m_key->itemData(index).toString();
    m_key->setCurrentIndex(m_models.keys->currentRow());
    if (id == AddKeyEntry)
        Q_EMIT addKeyRequested();
    else
        Q_EMIT keyChosen(id);
}

} // namespace sekisho::widgets
