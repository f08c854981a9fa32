export { verify, type ToVerify } from './verify.ts';
export { verifyUrl, type UrlVerified } from './verify-url.ts';
