export const id = 170;
export const ids = [170];
export const modules = {

/***/ 3170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fromTokenFile: () => (/* binding */ I),
/* harmony export */   fromWebToken: () => (/* binding */ c)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3383);
/* harmony import */ var _chunk_2S34ZVUW_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7372);
/* harmony import */ var _chunk_5ZAP7AG3_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2376);
/* harmony import */ var _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7497);
/* harmony import */ var _chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5924);
/* harmony import */ var _chunk_DUXBSGZ3_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3772);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5423);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3024);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var c=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_7__.a)(e=>async s=>{e.logger?.debug("@aws-sdk/credential-provider-web-identity - fromWebToken");let{roleArn:o,roleSessionName:r,webIdentityToken:i,providerId:n,policyArns:g,policy:E,durationSeconds:p}=e,{roleAssumerWithWebIdentity:l}=e;if(!l){let{getDefaultRoleAssumerWithWebIdentity:_}=await Promise.all(/* import() */[__webpack_require__.e(60), __webpack_require__.e(476)]).then(__webpack_require__.bind(__webpack_require__, 5476));l=_({...e.clientConfig,credentialProviderLogger:e.logger,parentClientConfig:{...s?.callerClientConfig,...e.parentClientConfig}},e.clientPlugins)}return l({RoleArn:o,RoleSessionName:r??`aws-sdk-js-session-${Date.now()}`,WebIdentityToken:i,ProviderId:n,PolicyArns:g,Policy:E,DurationSeconds:p})},"fromWebToken");var f="AWS_WEB_IDENTITY_TOKEN_FILE",T="AWS_ROLE_ARN",N="AWS_ROLE_SESSION_NAME",I=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_7__.a)((e={})=>async s=>{e.logger?.debug("@aws-sdk/credential-provider-web-identity - fromTokenFile");let o=e?.webIdentityTokenFile??process.env[f],r=e?.roleArn??process.env[T],i=e?.roleSessionName??process.env[N];if(!o||!r)throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__.b("Web identity configuration not specified",{logger:e.logger});let n=await c({...e,webIdentityToken:_chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_4__.n?.getTokenRecord?.()[o]??(0,node_fs__WEBPACK_IMPORTED_MODULE_8__.readFileSync)(o,{encoding:"ascii"}),roleArn:r,roleSessionName:i})(s);return o===process.env[f]&&(0,_chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_1__.d)(n,"CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN","h"),n},"fromTokenFile");


/***/ })

};
