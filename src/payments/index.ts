export { actOfPayment } from './act-of-payment.ts';
export { gocardlessService } from './gocardless.ts';
export {
  type PaymentFact,
  type PaymentService,
  type PaymentServiceName,
  paymentServices,
  type WebhookProblem,
} from './payment-service.ts';
export { paymentSettings } from './payment-settings.ts';
export { stripeService } from './stripe.ts';
