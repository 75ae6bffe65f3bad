export const id = 396;
export const ids = [396];
export const modules = {

/***/ 4396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fromHttp: () => (/* binding */ P)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_KPDV32NY_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5337);
/* harmony import */ var _chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3383);
/* harmony import */ var _chunk_2S34ZVUW_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7372);
/* harmony import */ var _chunk_5ZAP7AG3_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2376);
/* harmony import */ var _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7497);
/* harmony import */ var _chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5924);
/* harmony import */ var _chunk_DUXBSGZ3_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3772);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5423);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1455);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var S="169.254.170.2",O="169.254.170.23",y="[fd00:ec2::23]",f=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_8__.a)((e,o)=>{if(e.protocol!=="https:"&&!(e.hostname===S||e.hostname===O||e.hostname===y)){if(e.hostname.includes("[")){if(e.hostname==="[::1]"||e.hostname==="[0000:0000:0000:0000:0000:0000:0000:0001]")return}else{if(e.hostname==="localhost")return;let n=e.hostname.split("."),r=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_8__.a)(t=>{let i=parseInt(t,10);return 0<=i&&i<=255},"inRange");if(n[0]==="127"&&r(n[1])&&r(n[2])&&r(n[3])&&n.length===4)return}throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_5__.b(`URL not accepted. It must either be HTTPS or match one of the following:
  - loopback CIDR 127.0.0.0/8 or [::1/128]
  - ECS container host 169.254.170.2
  - EKS container host 169.254.170.23 or [fd00:ec2::23]`,{logger:o})}},"checkUrl");function I(e){return new _chunk_DUXBSGZ3_js__WEBPACK_IMPORTED_MODULE_7__.g({protocol:e.protocol,hostname:e.hostname,port:Number(e.port),path:e.pathname,query:Array.from(e.searchParams.entries()).reduce((o,[n,r])=>(o[n]=r,o),{}),fragment:e.hash})}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_8__.a)(I,"createGetRequest");async function u(e,o){let r=await (0,_chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_6__.F)(e.body).transformToString();if(e.statusCode===200){let t=JSON.parse(r);if(typeof t.AccessKeyId!="string"||typeof t.SecretAccessKey!="string"||typeof t.Token!="string"||typeof t.Expiration!="string")throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_5__.b("HTTP credential provider response not of the required format, an object matching: { AccessKeyId: string, SecretAccessKey: string, Token: string, Expiration: string(rfc3339) }",{logger:o});return{accessKeyId:t.AccessKeyId,secretAccessKey:t.SecretAccessKey,sessionToken:t.Token,expiration:(0,_chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_6__.g)(t.Expiration)}}if(e.statusCode>=400&&e.statusCode<500){let t={};try{t=JSON.parse(r)}catch{}throw Object.assign(new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_5__.b(`Server responded with status: ${e.statusCode}`,{logger:o}),{Code:t.Code,Message:t.Message})}throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_5__.b(`Server responded with status: ${e.statusCode}`,{logger:o})}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_8__.a)(u,"getCredentials");var E=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_8__.a)((e,o,n)=>async()=>{for(let r=0;r<o;++r)try{return await e()}catch{await new Promise(i=>setTimeout(i,n))}return await e()},"retryWrapper");var L="AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",U="http://169.254.170.2",k="AWS_CONTAINER_CREDENTIALS_FULL_URI",H="AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",K="AWS_CONTAINER_AUTHORIZATION_TOKEN",P=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_8__.a)((e={})=>{e.logger?.debug("@aws-sdk/credential-provider-http - fromHttp");let o,n=e.awsContainerCredentialsRelativeUri??process.env[L],r=e.awsContainerCredentialsFullUri??process.env[k],t=e.awsContainerAuthorizationToken??process.env[K],i=e.awsContainerAuthorizationTokenFile??process.env[H],c=e.logger?.constructor?.name==="NoOpLogger"||!e.logger?.warn?console.warn:e.logger.warn.bind(e.logger);if(n&&r&&(c("@aws-sdk/credential-provider-http: you have set both awsContainerCredentialsRelativeUri and awsContainerCredentialsFullUri."),c("awsContainerCredentialsRelativeUri will take precedence.")),t&&i&&(c("@aws-sdk/credential-provider-http: you have set both awsContainerAuthorizationToken and awsContainerAuthorizationTokenFile."),c("awsContainerAuthorizationTokenFile will take precedence.")),n)o=`${U}${n}`;else if(r)o=r;else throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_5__.b(`No HTTP credential provider host provided.
Set AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI.`,{logger:e.logger});let T=new URL(o);f(T,e.logger);let h=_chunk_KPDV32NY_js__WEBPACK_IMPORTED_MODULE_1__.a.create({connectionTimeout:e.timeout??1e3}),w=e.timeout??1e3,R=E(async()=>{let d=I(T);i?d.headers.Authorization=N((await node_fs_promises__WEBPACK_IMPORTED_MODULE_9__.readFile(i)).toString()):t&&(d.headers.Authorization=N(t));try{let m=await h.handle(d,{requestTimeout:w});return u(m.response).then(g=>(0,_chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_2__.d)(g,"CREDENTIALS_HTTP","z"))}catch(m){throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_5__.b(String(m),{logger:e.logger})}},e.maxRetries??3,e.timeout??1e3);return async()=>{try{return await R()}finally{h.destroy?.()}}},"fromHttp"),N=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_8__.a)(e=>{if(e.includes(`\r
`))throw new _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_5__.b("Authorization token contains invalid \\r\\n sequence.");return e},"validateToken");


/***/ })

};
