// Written by `npm run gen` from the database; do not edit.
import type { ColumnType, GeneratedAlways } from 'kysely'

type WithDefault<T> = ColumnType<T, T | undefined, T>
type Json = ColumnType<unknown, unknown, unknown>

export interface Tables {
  'auth.account': {
    id: string
    accountId: string
    providerId: string
    userId: string
    accessToken: string | null
    refreshToken: string | null
    idToken: string | null
    accessTokenExpiresAt: Temporal.Instant | null
    refreshTokenExpiresAt: Temporal.Instant | null
    scope: string | null
    password: string | null
    createdAt: Temporal.Instant
    updatedAt: Temporal.Instant
  }
  'auth.rateLimit': {
    id: string
    key: string
    count: number
    lastRequest: number
  }
  'auth.session': {
    id: string
    expiresAt: Temporal.Instant
    token: string
    createdAt: Temporal.Instant
    updatedAt: Temporal.Instant
    ipAddress: string | null
    userAgent: string | null
    userId: string
    lastActiveAt: Temporal.Instant | null
  }
  'auth.twoFactor': {
    id: string
    secret: string
    backupCodes: string
    userId: string
    verified: boolean | null
    failedVerificationCount: number | null
    lockedUntil: Temporal.Instant | null
  }
  'auth.user': {
    id: string
    name: string
    email: string
    emailVerified: boolean
    image: string | null
    createdAt: Temporal.Instant
    updatedAt: Temporal.Instant
    twoFactorEnabled: boolean | null
  }
  'auth.verification': {
    id: string
    identifier: string
    value: string
    expiresAt: Temporal.Instant
    createdAt: Temporal.Instant
    updatedAt: Temporal.Instant
  }
  'campaigns.audience': {
    clinic_id: string
    id: string
    name: string
    version: number
    created_by: string
    created_at: Temporal.Instant
    changed_at: Temporal.Instant
    ended_at: Temporal.Instant | null
    changed_by: string
    size_matching: number | null
    size_reachable: number | null
    counted_at: Temporal.Instant | null
  }
  'campaigns.audience_version': {
    clinic_id: string
    audience_id: string
    version: number
    document: Json
    created_by: string
    created_at: Temporal.Instant
  }
  'campaigns.campaign': {
    clinic_id: string
    id: string
    name: string
    kind: 'recall' | 'reactivation' | 'one_off'
    state: 'draft' | 'running' | 'paused' | 'ended'
    version: number
    created_by: string
    created_at: Temporal.Instant
    started_at: Temporal.Instant | null
    ended_at: Temporal.Instant | null
    last_enrolled_at: Temporal.Instant | null
  }
  'campaigns.enrolment': {
    clinic_id: string
    id: string
    campaign_id: string
    version: number
    patient_id: string
    entry_key: string
    type_key: string | null
    band: string | null
    anchor_on: Temporal.PlainDate
    arm: 'contacted' | 'hold_out'
    state: 'active' | 'booked' | 'declined' | 'opted_out' | 'exhausted' | 'left' | 'ended'
    contacts: Json
    reactions: Json
    next_at: Temporal.Instant | null
    enrolled_at: Temporal.Instant
    first_contact_at: Temporal.Instant | null
    answered_at: Temporal.Instant | null
    closed_at: Temporal.Instant | null
    close_reason: string | null
    appointment_id: string | null
    invited_at: Temporal.Instant | null
    invited_by: string | null
    was_held_out: WithDefault<boolean>
  }
  'campaigns.version': {
    clinic_id: string
    campaign_id: string
    version: number
    document: Json
    created_by: string
    created_at: Temporal.Instant
  }
  'campaigns.visit_stream': {
    clinic_id: string
    appointment_id: string
    patient_id: string
    contacts: Json
    next_at: Temporal.Instant | null
  }
  'clinic.audit': {
    clinic_id: string
    id: string
    at: Temporal.Instant
    actor_kind: 'staff' | 'patient' | 'system' | 'command_line'
    actor_id: string | null
    actor_name: string | null
    action: string
    subject_kind: string
    subject_id: string | null
    detail: Json
  }
  'clinic.clinic': {
    id: string
    key: string
    name: string
    display_name: string
    practice_type: 'dental' | 'primary_care' | 'physiotherapy' | 'specialist'
    country: string
    region: string | null
    zone: string
    language: 'en' | 'pl' | 'ru' | 'ms'
    currency: string
    phone: string | null
    address: string | null
    public_url: string | null
    mean_visit_value: number | null
    source_answered_at: Temporal.Instant | null
    source_stale_after_hours: number | null
    created_at: Temporal.Instant
    ended_at: Temporal.Instant | null
  }
  'clinic.location': {
    clinic_id: string
    id: string
    source: string
    external_id: string
    name: string
    address: string | null
    zone: string | null
  }
  'clinic.one_time_link': {
    token_hash: string
    purpose: 'set_up' | 'sign_in'
    clinic_id: string | null
    auth_user_id: string | null
    created_at: Temporal.Instant
    expires_at: Temporal.Instant
    used_at: Temporal.Instant | null
    role: WithDefault<'owner' | 'manager' | 'front_desk' | 'clinician' | 'read_only'>
  }
  'clinic.route': {
    kind: 'sender' | 'provider_message' | 'return_path' | 'token'
    key: string
    clinic_id: string
    created_at: Temporal.Instant
  }
  'clinic.staff': {
    clinic_id: string
    id: string
    auth_user_id: string
    name: string
    email: string
    role: 'owner' | 'manager' | 'front_desk' | 'clinician' | 'read_only'
    language: 'en' | 'pl' | 'ru' | 'ms'
    created_at: Temporal.Instant
    ended_at: Temporal.Instant | null
  }
  'conversations.entry': {
    clinic_id: string
    id: string
    thread_id: string
    at: Temporal.Instant
    direction: 'in' | 'out' | 'event'
    text: string
    provider_key: string | null
    content_hash: string | null
    message_id: string | null
    staff_id: string | null
    understood: Json
  }
  'conversations.thread': {
    clinic_id: string
    id: string
    contact_point_id: string
    channel: 'sms' | 'email'
    patient_id: string | null
    state: 'begun' | 'open' | 'snoozed' | 'done'
    needs: string | null
    assigned_to: string | null
    snoozed_until: Temporal.Instant | null
    waiting_since: Temporal.Instant | null
    last_at: Temporal.Instant
    last_text: string
    opened_at: Temporal.Instant
  }
  'insights.audit_answer': {
    clinic_id: string
    id: string
    question: 'who' | 'how' | 'how_often' | 'technology' | 'no_answer'
    answer: string
    answered_at: Temporal.Instant
    answered_by: string
  }
  'insights.audit_measurement': {
    clinic_id: string
    id: string
    state: 'waiting' | 'running' | 'done' | 'failed'
    requested_at: Temporal.Instant
    requested_by: string
    attempts: WithDefault<number>
    step: 'due' | 'returns' | 'lapsed' | 'records' | null
    started_at: Temporal.Instant | null
    lease_token: string | null
    lease_until: Temporal.Instant | null
    finished_at: Temporal.Instant | null
    found: Json
  }
  'insights.guided_start_choice': {
    clinic_id: string
    id: string
    choice: 'not_now' | 'go_on'
    made_at: Temporal.Instant
    made_by: string
  }
  'insights.saved_view': {
    clinic_id: string
    id: string
    staff_id: string
    name: string
    filter: Json
    saved_at: Temporal.Instant
    changed_at: Temporal.Instant
    removed_at: Temporal.Instant | null
  }
  'integrations.practice_system': {
    clinic_id: string
    id: string
    kind: 'fhir_r4'
    base_url: string
    source: string
    secret_name: string | null
    state: 'active' | 'paused'
    last_answer_at: Temporal.Instant | null
    last_error: string | null
    created_at: Temporal.Instant
  }
  'integrations.write_back': {
    clinic_id: string
    appointment_id: string
    action: 'create' | 'cancel'
    state: 'waiting' | 'sending' | 'done' | 'refused' | 'timed_out'
    attempts: WithDefault<number>
    next_at: Temporal.Instant
    give_up_at: Temporal.Instant
    remote_id: string | null
    last_error: string | null
    lease_token: string | null
    lease_until: Temporal.Instant | null
    requested_at: Temporal.Instant
    settled_at: Temporal.Instant | null
    copies: WithDefault<string[]>
  }
  'outreach.account': {
    clinic_id: string
    id: string
    channel: 'sms' | 'email'
    provider: 'smpp' | 'smtp' | 'loopback'
    sender: string
    settings: Json
    secret_name: string | null
    part_cost_minor: WithDefault<number>
    accepts_replies: WithDefault<boolean>
    next_reference: WithDefault<number>
    state: WithDefault<'active' | 'paused' | 'ended'>
    created_at: Temporal.Instant
  }
  'outreach.channel_health': {
    clinic_id: string
    account_id: string
    state: 'ready' | 'connecting' | 'failing' | 'unopened'
    trouble: Json
    since: Temporal.Instant
    seen_at: Temporal.Instant
    last_inbound_at: Temporal.Instant | null
  }
  'outreach.contact_day': {
    clinic_id: string
    patient_id: string
    day: Temporal.PlainDate
    contacts: number
  }
  'outreach.decision': {
    clinic_id: string
    id: string
    at: Temporal.Instant
    patient_id: string
    origin: string
    subject_key: string
    step_key: string
    stage: 'planned' | 'sending'
    outcome: 'send' | 'hold' | 'skip' | 'exit'
    reason: string
    hold_until: Temporal.Instant | null
    message_id: string | null
    trace: Json
  }
  'outreach.inbound_part': {
    clinic_id: string
    inbound_text_id: string
    sequence: number
    words: string
    received_at: Temporal.Instant
  }
  'outreach.inbound_text': {
    clinic_id: string
    id: string
    account_id: string
    sender: string
    recipient: string
    reference: number
    total: number
    state: 'open' | 'closed' | 'handed_on' | 'repeated'
    started_at: Temporal.Instant
    next_at: Temporal.Instant | null
    ended_at: Temporal.Instant | null
  }
  'outreach.message': {
    clinic_id: string
    id: string
    send_key: string
    origin: string
    subject_key: string
    step_key: string
    purpose: 'visit_admin' | 'care_recall' | 'reactivation' | 'feedback' | 'marketing'
    kind: string
    is_invitation: boolean
    is_reply: WithDefault<boolean>
    patient_id: string
    contact_point_id: string
    channel: 'sms' | 'email'
    account_id: string
    language: 'en' | 'pl' | 'ru' | 'ms'
    subject: string | null
    body: string
    html: string | null
    link_purpose: 'book' | 'confirm' | null
    link_minutes: WithDefault<number>
    prompt: Json
    appointment_id: string | null
    cap_per_30_days: number | null
    parts: WithDefault<number>
    cost_minor: WithDefault<number>
    state: 'queued' | 'withheld' | 'expired' | 'submitting' | 'accepted' | 'failed' | 'ambiguous'
    state_reason: string | null
    trace: Json
    planned_at: Temporal.Instant
    not_before: Temporal.Instant
    expires_at: Temporal.Instant
    attempts: WithDefault<number>
    lease_token: string | null
    lease_until: Temporal.Instant | null
    reference: number
    provider_message_id: string | null
    submitted_at: Temporal.Instant | null
    settled_at: Temporal.Instant | null
    released_at: Temporal.Instant | null
    delivery: WithDefault<'none' | 'enroute' | 'delivered' | 'failed'>
    delivered_at: Temporal.Instant | null
    clicked_at: Temporal.Instant | null
    own_wording: string | null
    submissions: WithDefault<number>
  }
  'outreach.message_item': {
    clinic_id: string
    message_id: string
    patient_id: string
    type_key: string | null
  }
  'outreach.message_part': {
    clinic_id: string
    account_id: string
    provider_message_id: string
    message_id: string
    is_last: boolean
    sequence: number | null
  }
  'outreach.page_link': {
    clinic_id: string
    token_hash: string
    purpose: 'book' | 'confirm' | 'unsubscribe'
    patient_id: string
    contact_point_id: string
    channel: 'sms' | 'email'
    subject_key: string
    origin: string
    message_id: string | null
    appointment_id: string | null
    created_at: Temporal.Instant
    expires_at: Temporal.Instant
    opened_at: Temporal.Instant | null
    verified_at: Temporal.Instant | null
    failed_tries: WithDefault<number>
    revoked_at: Temporal.Instant | null
  }
  'outreach.prompt': {
    clinic_id: string
    id: string
    contact_point_id: string
    patient_id: string
    message_id: string | null
    kind: 'offer' | 'confirm' | 'call_back' | 'which_one' | 'not_now'
    options: Json
    subject_key: string
    opened_at: Temporal.Instant
    expires_at: Temporal.Instant
    closed_at: Temporal.Instant | null
    close_reason: string | null
  }
  'outreach.receipt': {
    clinic_id: string
    id: string
    message_id: string
    at: Temporal.Instant
    status: string
    detail: string | null
  }
  'outreach.recent_contact': {
    clinic_id: string
    about: 'patient' | 'contact_point'
    subject_id: string
    contacts: Temporal.Instant[]
  }
  'outreach.sending_stream': {
    clinic_id: string
    origin: string
    state: 'running' | 'paused' | 'ended'
    changed_at: Temporal.Instant
  }
  'outreach.test_message': {
    clinic_id: string
    id: string
    account_id: string
    address: string
    language: 'en' | 'pl' | 'ru' | 'ms'
    subject: string | null
    body: string
    state: 'queued' | 'submitting' | 'accepted' | 'failed' | 'ambiguous'
    state_reason: string | null
    delivery: WithDefault<'none' | 'enroute' | 'delivered' | 'failed'>
    asked_at: Temporal.Instant
    staff_id: string
    not_before: Temporal.Instant
    expires_at: Temporal.Instant
    lease_token: string | null
    lease_until: Temporal.Instant | null
    reference: number
    provider_message_id: string | null
    submitted_at: Temporal.Instant | null
    settled_at: Temporal.Instant | null
    delivered_at: Temporal.Instant | null
  }
  'patients.condition': {
    clinic_id: string
    id: string
    patient_id: string
    source: string
    external_id: string
    system: string | null
    code: string | null
    display: string | null
    onset_at: Temporal.Instant | null
    abated_at: Temporal.Instant | null
    recorded_at: Temporal.Instant | null
    revision: string
  }
  'patients.consent': {
    clinic_id: string
    id: string
    contact_point_id: string
    patient_id: string | null
    channel: 'sms' | 'email' | 'call' | 'letter' | 'any'
    purpose: 'visit_admin' | 'care_recall' | 'reactivation' | 'feedback' | 'marketing' | 'all'
    state: 'given' | 'withdrawn'
    at: Temporal.Instant
    zone: string
    method: 'import' | 'declared' | 'sms' | 'email' | 'link' | 'page' | 'front_desk' | 'call' | 'provider'
    evidence: string
    text_version: string | null
    language: string | null
    lawful_basis: string | null
    staff_id: string | null
    import_batch: string | null
    expires_at: Temporal.Instant | null
  }
  'patients.contact_point': {
    clinic_id: string
    id: string
    kind: 'phone' | 'email'
    value: string
    validity: WithDefault<'unknown' | 'ok' | 'invalid'>
    validity_reason: string | null
    created_at: Temporal.Instant
    validity_at: Temporal.Instant | null
  }
  'patients.coverage': {
    clinic_id: string
    id: string
    patient_id: string
    source: string
    external_id: string
    payer: string | null
    status: string
    starts_on: Temporal.PlainDate | null
    ends_on: Temporal.PlainDate | null
    revision: string
  }
  'patients.duplicate_pair': {
    clinic_id: string
    one_id: string
    other_id: string
    bits: number
    likelihood: number
    is_certain: boolean
    findings: Json
    one_basis: string
    other_basis: string
    state: 'proposed' | 'merged' | 'kept_apart' | 'withdrawn'
    found_at: Temporal.Instant
    decided_at: Temporal.Instant | null
    decided_by: string | null
    merge_id: string | null
  }
  'patients.import_batch': {
    clinic_id: string
    id: string
    source: string
    format: 'fhir' | 'csv' | 'simulation'
    label: string
    fingerprint: string
    state: 'running' | 'done' | 'failed'
    position: Json
    read_count: WithDefault<number>
    created_count: WithDefault<number>
    updated_count: WithDefault<number>
    unchanged_count: WithDefault<number>
    refused_count: WithDefault<number>
    waiting_count: WithDefault<number>
    withheld_count: WithDefault<number>
    started_at: Temporal.Instant
    finished_at: Temporal.Instant | null
  }
  'patients.import_refusal': {
    clinic_id: string
    batch_id: string
    sequence: number
    file: string
    line: number | null
    field: string | null
    reason: string
  }
  'patients.match_record': {
    clinic_id: string
    patient_id: string
    basis: string
    keys: number[]
    words: string[]
    record: Json
  }
  'patients.merge': {
    clinic_id: string
    id: string
    from_id: string
    into_id: string
    moved: string[]
    contacts: Json
    merged_at: Temporal.Instant
    merged_by: string
    undone_at: Temporal.Instant | null
    undone_by: string | null
  }
  'patients.observation': {
    clinic_id: string
    id: string
    patient_id: string
    source: string
    external_id: string
    system: string | null
    code: string | null
    display: string | null
    status: 'registered' | 'preliminary' | 'final' | 'amended' | 'corrected' | 'cancelled' | 'entered-in-error' | 'unknown'
    value_number: number | null
    value_text: string | null
    value_code: string | null
    unit: string | null
    observed_at: Temporal.Instant | null
    revision: string
  }
  'patients.patient': {
    clinic_id: string
    id: string
    source: string
    external_id: string
    given_name: string | null
    family_name: string | null
    full_name: string
    birth_date: Temporal.PlainDate | null
    sex: WithDefault<'female' | 'male' | 'other' | 'unknown'>
    language: 'en' | 'pl' | 'ru' | 'ms' | null
    address: string | null
    city: string | null
    postcode: string | null
    region: string | null
    country: string | null
    zone: string | null
    deceased_at: Temporal.Instant | null
    is_deceased: WithDefault<boolean>
    deceased_noted_at: Temporal.Instant | null
    merged_into: string | null
    left_at: Temporal.Instant | null
    left_reason: string | null
    safe_contact: WithDefault<'normal' | 'confidential' | 'none'>
    registered_at: Temporal.Instant | null
    created_at: Temporal.Instant
    changed_at: Temporal.Instant
    revision: string
    import_batch: string | null
    search_text: GeneratedAlways<string | null>
    balance_minor: number | null
    balance_at: Temporal.Instant | null
    latitude: number | null
    longitude: number | null
    national_id: string | null
    sample_bucket: GeneratedAlways<number>
    left_noted_at: Temporal.Instant | null
    birth_date_noted_at: Temporal.Instant | null
  }
  'patients.patient_contact': {
    clinic_id: string
    patient_id: string
    contact_point_id: string
    use: WithDefault<'mobile' | 'home' | 'work' | 'unknown'>
    rank: WithDefault<number>
    source: WithDefault<string>
    ended_at: Temporal.Instant | null
  }
  'patients.patient_tag': {
    clinic_id: string
    patient_id: string
    tag: string
    source: string
    added_by: string | null
    added_at: Temporal.Instant
    ended_at: Temporal.Instant | null
    ended_by: string | null
  }
  'patients.plan_item': {
    clinic_id: string
    id: string
    patient_id: string
    source: string
    external_id: string
    plan_id: string | null
    is_listed_by_plan: WithDefault<boolean>
    system: string | null
    code: string | null
    display: string | null
    state: 'open' | 'done' | 'cancelled'
    planned_on: Temporal.PlainDate | null
    value_minor: number | null
    revision: string
  }
  'patients.procedure': {
    clinic_id: string
    id: string
    patient_id: string
    source: string
    external_id: string
    system: string | null
    code: string | null
    display: string | null
    status: string
    performed_at: Temporal.Instant | null
    revision: string
  }
  'patients.staged_row': {
    clinic_id: string
    source: string
    kind: string
    external_id: string
    awaits: 'patient' | 'schedule' | 'end_of_run'
    awaited_id: WithDefault<string>
    row: Json
    file: string
    line: number | null
    batch_id: string
    staged_at: Temporal.Instant
  }
  'patients.treatment_plan': {
    clinic_id: string
    id: string
    patient_id: string
    source: string
    external_id: string
    system: string | null
    code: string | null
    title: string | null
    status: 'draft' | 'active' | 'on-hold' | 'revoked' | 'completed' | 'entered-in-error' | 'unknown'
    starts_at: Temporal.Instant | null
    ends_at: Temporal.Instant | null
    revision: string
  }
  'patients.unmatched_patient': {
    clinic_id: string
    patient_id: string
    marked_at: Temporal.Instant
  }
  'recall.arrangement': {
    clinic_id: string
    id: string
    patient_id: string
    type_key: string
    kind: 'interval' | 'choice' | 'balance' | 'co_managed'
    months: number | null
    days: number | null
    triggered_on: Temporal.PlainDate | null
    amount_minor: number | null
    recalled_by: string | null
    made_by: string
    reason: string
    made_at: Temporal.Instant
    expires_on: Temporal.PlainDate | null
    ended_at: Temporal.Instant | null
    ended_by: string | null
  }
  'recall.cleanup_count': {
    clinic_id: string
    kind: string
    owner: string
    open: number
    counted_at: Temporal.Instant
  }
  'recall.cleanup_task': {
    clinic_id: string
    kind: 'duplicate' | 'no_contact' | 'invalid_contact' | 'no_last_visit' | 'unclear_visit' | 'no_birth_date' | 'drift'
    item: string
    owner: string | null
    owner_id: string | null
    assigned_by: string | null
    assigned_at: Temporal.Instant | null
    due_on: Temporal.PlainDate | null
    decision: string | null
    reason: WithDefault<string>
    undo: Json
    basis: string | null
    decided_by: string | null
    decided_at: Temporal.Instant | null
  }
  'recall.cover_decision': {
    clinic_id: string
    appointment_id: string
    type_key: string
    does_cover: boolean
    decided_by: string
    decided_at: Temporal.Instant
    reason: WithDefault<string>
  }
  'recall.cycle': {
    clinic_id: string
    patient_id: string
    type_key: string
    triggered_on: Temporal.PlainDate
    due_computed: Temporal.PlainDate
    due_effective: Temporal.PlainDate
    override_due: Temporal.PlainDate | null
    override_by: string | null
    override_reason: string | null
    override_expires_on: Temporal.PlainDate | null
    overridden_at: Temporal.Instant | null
    paused_until: Temporal.PlainDate | null
    pause_by: string | null
    pause_reason: string | null
    paused_at: Temporal.Instant | null
    opened_at: Temporal.Instant
    closed_at: Temporal.Instant | null
    close_reason: 'new_trigger' | 'not_eligible' | 'superseded' | 'withdrawn' | 'type_disabled' | null
  }
  'recall.dirty_patient': {
    clinic_id: string
    patient_id: string
    marked_at: Temporal.Instant
  }
  'recall.dirty_standing': {
    clinic_id: string
    patient_id: string
    marked_at: Temporal.Instant
  }
  'recall.drift_reason': {
    clinic_id: string
    id: string
    patient_id: string
    reason: string
    note: WithDefault<string>
    recorded_by: string
    recorded_at: Temporal.Instant
    ended_at: Temporal.Instant | null
    ended_by: string | null
  }
  'recall.recall_type': {
    clinic_id: string
    key: string
    pack: string
    pack_version: string
    names: Json
    interval_months: WithDefault<number>
    interval_days: WithDefault<number>
    due_soon_days: WithDefault<number>
    grace_days: WithDefault<number>
    minimum_age: number | null
    maximum_age: number | null
    sex: 'female' | 'male' | null
    needs_condition: WithDefault<boolean>
    priority: WithDefault<number>
    excludes: WithDefault<string[]>
    service_keys: WithDefault<string[]>
    enabled_by: string
    enabled_at: Temporal.Instant
    disabled_at: Temporal.Instant | null
    is_once: WithDefault<boolean>
    risk_interval_months: number | null
    risk_interval_days: number | null
    succeeds: WithDefault<string[]>
    minutes: number | null
    origin: WithDefault<'pack' | 'clinic'>
    specialty: 'dental' | 'primary_care' | 'physiotherapy' | 'specialist' | null
    benchmark: string | null
    source: WithDefault<string>
    source_status: WithDefault<'suggested' | 'unverified' | 'clinic'>
    verified_on: Temporal.PlainDate | null
    review_on: Temporal.PlainDate | null
    definition: Json
    shares_triggers: WithDefault<boolean>
  }
  'recall.rolled_over': {
    clinic_id: string
    through_day: Temporal.PlainDate
  }
  'recall.standing': {
    clinic_id: string
    patient_id: string
    first_visit_at: Temporal.Instant | null
    last_visit_at: Temporal.Instant | null
    visits: number
    value_minor: number
    only_emergency: boolean
    no_shows: number
    last_no_show_at: Temporal.Instant | null
    last_kind_code: string | null
    last_resource_id: string | null
    last_location_id: string | null
  }
  'recall.trigger': {
    clinic_id: string
    type_key: string
    kind: 'any_visit' | 'never_done' | 'visit' | 'procedure' | 'diagnosis' | 'result' | 'plan_end' | 'condition' | 'excluded_condition' | 'risk'
    code: WithDefault<string>
  }
  'recall.wanted_rebuild': {
    clinic_id: string
    asked_at: Temporal.Instant
  }
  'scheduling.appointment': {
    clinic_id: string
    id: string
    patient_id: string
    service_id: string | null
    location_id: string | null
    starts_at: Temporal.Instant
    ends_at: Temporal.Instant
    state: 'held' | 'booked' | 'fulfilled' | 'cancelled' | 'no_show' | 'expired'
    confirmation: WithDefault<'open' | 'confirmed' | 'declined'>
    confirmed_at: Temporal.Instant | null
    held_until: Temporal.Instant | null
    practice_state: WithDefault<'local' | 'requested' | 'confirmed' | 'refused' | 'timed_out'>
    practice_reason: string | null
    booked_via: 'import' | 'page' | 'sms' | 'staff' | 'simulation'
    origin: string | null
    subject_key: string | null
    replaces: string | null
    source: string
    external_id: string
    reason_code: string | null
    reason: string | null
    created_at: Temporal.Instant
    changed_at: Temporal.Instant
    ended_reason: string | null
    revision: WithDefault<string>
    imported_as: string | null
  }
  'scheduling.closure': {
    clinic_id: string
    id: string
    resource_id: string | null
    starts_at: Temporal.Instant
    ends_at: Temporal.Instant
    label: string | null
  }
  'scheduling.occupancy': {
    clinic_id: string
    resource_id: string
    appointment_id: string
    during: string
    starts_at: Temporal.Instant
    ends_at: Temporal.Instant
    state: 'held' | 'booked' | 'overlapping' | 'released'
    held_until: Temporal.Instant | null
  }
  'scheduling.resource': {
    clinic_id: string
    id: string
    kind: 'practitioner' | 'chair' | 'room'
    name: string
    location_id: string | null
    source: string
    external_id: string
    zone: string | null
    ended_at: Temporal.Instant | null
    speciality: string | null
  }
  'scheduling.resource_service': {
    clinic_id: string
    resource_id: string
    service_id: string
  }
  'scheduling.schedule': {
    clinic_id: string
    id: string
    resource_id: string
    source: string
    external_id: string
  }
  'scheduling.service': {
    clinic_id: string
    id: string
    key: string
    name: string
    minutes: number
    is_bookable: WithDefault<boolean>
    value_minor: number | null
    ended_at: Temporal.Instant | null
    speciality: string | null
  }
  'scheduling.slot': {
    clinic_id: string
    id: string
    resource_id: string
    starts_at: Temporal.Instant
    ends_at: Temporal.Instant
    status: 'free' | 'busy'
    source: string
    external_id: string
    revision: string
  }
  'scheduling.visit': {
    clinic_id: string
    id: string
    patient_id: string
    appointment_id: string | null
    resource_id: string | null
    location_id: string | null
    status: string
    kind_code: string | null
    kind: string | null
    reason_code: string | null
    reason: string | null
    is_emergency: WithDefault<boolean>
    started_at: Temporal.Instant | null
    ended_at: Temporal.Instant | null
    value_minor: number | null
    source: string
    external_id: string
    revision: string
  }
  'scheduling.weekly_hours': {
    clinic_id: string
    resource_id: string
    weekday: number
    opens: string
    closes: string
  }
}
