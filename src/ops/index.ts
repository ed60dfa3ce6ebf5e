export { type Configuration, DEFAULT_FILE, isLoopback, loadConfiguration } from './configuration.ts';
export { type Health, type HealthCheck, healthChecks, healthOf } from './health.ts';
export { createLog, type Log, type LogLevel, logLevels } from './logging.ts';
export { type InboundProblem, readInboundSms } from './messages/inbound-sms.ts';
export { type SmsSettings, smsSettings } from './messages/message-settings.ts';
export { fileOutbox, OUTBOX_SHOWN, type Outbox } from './messages/outbox.ts';
export { sendMessages } from './messages/send-messages.ts';
export { SMS_SIGNATURE_HEADER, smsGateway } from './messages/sms-gateway.ts';
export { smtpGateway } from './messages/smtp.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { describeProblems, type SettingsProblem } from './settings-problem.ts';
export type { Settings } from './settings-schema.ts';
export type { OidcSettings } from './sign-in-settings.ts';
export {
  addVaultKey,
  dropOldVaultKeys,
  openVault,
  VAULT_FILE,
  VAULT_VARIABLE,
  type VaultSources,
} from './vault-keys.ts';
export { deliverWebhooks, keepWebhooks, webhookSecretPlace } from './webhooks/deliver-webhooks.ts';
export { guardedPost, type Post, webhookUrlProblem } from './webhooks/guarded-post.ts';
