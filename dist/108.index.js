export const id = 108;
export const ids = [108];
export const modules = {

/***/ 1108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fromProcess: () => (/* binding */ E)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3383);
/* harmony import */ var _chunk_2S34ZVUW_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7372);
/* harmony import */ var _chunk_5ZAP7AG3_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2376);
/* harmony import */ var _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7497);
/* harmony import */ var _chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5924);
/* harmony import */ var _chunk_DUXBSGZ3_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3772);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5423);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1421);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7975);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var w=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_7__.a)((r,e,o)=>{if(e.Version!==1)throw Error(`Profile ${r} credential_process did not return Version 1.`);if(e.AccessKeyId===void 0||e.SecretAccessKey===void 0)throw Error(`Profile ${r} credential_process returned invalid credentials.`);if(e.Expiration){let d=new Date;if(new Date(e.Expiration)<d)throw Error(`Profile ${r} credential_process returned expired credentials.`)}let s=e.AccountId;!s&&o?.[r]?.aws_account_id&&(s=o[r].aws_account_id);let n={accessKeyId:e.AccessKeyId,secretAccessKey:e.SecretAccessKey,...e.SessionToken&&{sessionToken:e.SessionToken},...e.Expiration&&{expiration:new Date(e.Expiration)},...e.CredentialScope&&{credentialScope:e.CredentialScope},...s&&{accountId:s}};return (0,_chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_1__.d)(n,"CREDENTIALS_PROCESS","w"),n},"getValidatedProcessCredentials");var P=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_7__.a)(async(r,e,o)=>{let s=e[r];if(e[r]){let n=s.credential_process;if(n!==void 0){let d=(0,node_util__WEBPACK_IMPORTED_MODULE_9__.promisify)(_chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__.n?.getTokenRecord?.().exec??node_child_process__WEBPACK_IMPORTED_MODULE_8__.exec);try{let{stdout:c}=await d(n),l;try{l=JSON.parse(c.trim())}catch{throw Error(`Profile ${r} credential_process returned invalid JSON.`)}return w(r,l,e)}catch(c){throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__.b(c.message,{logger:o})}}else throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__.b(`Profile ${r} did not contain credential_process.`,{logger:o})}else throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__.b(`Profile ${r} could not be found in shared credentials file.`,{logger:o})},"resolveProcessCredentials");var E=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_7__.a)((r={})=>async({callerClientConfig:e}={})=>{r.logger?.debug("@aws-sdk/credential-provider-process - fromProcess");let o=await (0,_chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__.m)(r);return P((0,_chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__.i)({profile:r.profile??e?.profile}),o,r.logger)},"fromProcess");


/***/ })

};
