export const id = 6970;
export const ids = [6970];
export const modules = {

/***/ 6970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BearerCredentialHandler: () => (/* binding */ f)
/* harmony export */ });
/* unused harmony exports BasicCredentialHandler, PersonalAccessTokenCredentialHandler */
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var u=function(o,t,r,i){function w(n){return n instanceof r?n:new r(function(h){h(n)})}return new(r||(r=Promise))(function(n,h){function p(e){try{s(i.next(e))}catch(a){h(a)}}function m(e){try{s(i.throw(e))}catch(a){h(a)}}function s(e){e.done?n(e.value):w(e.value).then(p,m)}s((i=i.apply(o,t||[])).next())})},c=class{constructor(t,r){this.username=t,this.password=r}prepareRequest(t){if(!t.headers)throw Error("The request has no headers");t.headers.Authorization=`Basic ${Buffer.from(`${this.username}:${this.password}`).toString("base64")}`}canHandleAuthentication(){return!1}handleAuthentication(){return u(this,void 0,void 0,function*(){throw new Error("not implemented")})}},f=class{constructor(t){this.token=t}prepareRequest(t){if(!t.headers)throw Error("The request has no headers");t.headers.Authorization=`Bearer ${this.token}`}canHandleAuthentication(){return!1}handleAuthentication(){return u(this,void 0,void 0,function*(){throw new Error("not implemented")})}},d=class{constructor(t){this.token=t}prepareRequest(t){if(!t.headers)throw Error("The request has no headers");t.headers.Authorization=`Basic ${Buffer.from(`PAT:${this.token}`).toString("base64")}`}canHandleAuthentication(){return!1}handleAuthentication(){return u(this,void 0,void 0,function*(){throw new Error("not implemented")})}};


/***/ })

};
