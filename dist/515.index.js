export const id = 515;
export const ids = [515];
export const modules = {

/***/ 8515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ ot)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_3YEFNWLD_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5096);
/* harmony import */ var _chunk_2TL75LQP_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1003);
/* harmony import */ var _chunk_UIVYZACX_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(781);
/* harmony import */ var _chunk_5RD45PH6_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1488);
/* harmony import */ var _chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7639);
/* harmony import */ var _chunk_WX6YDROH_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(91);
/* harmony import */ var _chunk_ODYVLMRR_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8663);
/* harmony import */ var _chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8471);
/* harmony import */ var _chunk_6YZMPGLE_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8794);
/* harmony import */ var _chunk_VVELC2W7_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9130);
/* harmony import */ var _chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(8713);
/* harmony import */ var _chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(4205);
/* harmony import */ var _chunk_L3NK7OQD_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(3409);
/* harmony import */ var _chunk_34GUGM4S_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(3858);
/* harmony import */ var _chunk_M5G2YH6C_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(3697);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(2351);
/* harmony import */ var _chunk_YRGFE7OF_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(5407);
/* harmony import */ var _chunk_LWOBFPKB_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(3791);
/* harmony import */ var _chunk_LNIUH7D7_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(1720);
/* harmony import */ var _chunk_KPDV32NY_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(5337);
/* harmony import */ var _chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(3383);
/* harmony import */ var _chunk_2S34ZVUW_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(7372);
/* harmony import */ var _chunk_5ZAP7AG3_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(2376);
/* harmony import */ var _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(7497);
/* harmony import */ var _chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_25__ = __webpack_require__(5924);
/* harmony import */ var _chunk_DUXBSGZ3_js__WEBPACK_IMPORTED_MODULE_26__ = __webpack_require__(3772);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var T=_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_12__.a.string().transform(o=>o.split(`
`).flatMap(t=>t.trim()===""?[]:[t.trim()])).refine(o=>o.length>0,"there has to be a path").refine(o=>o.every(t=>t.startsWith("/")),"each path has to start with /"),H={..._chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.p,"distribution-id":_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.g,paths:T,release:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.b,wait:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.e,"timeout-minutes":(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.f)({min:.1,max:360})};async function M({context:o,items:t}){let r=await (0,_chunk_UIVYZACX_js__WEBPACK_IMPORTED_MODULE_3__.a)({items:t,run:(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__.a)(async({value:i})=>await (0,_chunk_3YEFNWLD_js__WEBPACK_IMPORTED_MODULE_1__.b)(o,await i()),"run"),good:(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__.a)(({outcome:i})=>(0,_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_5__.b)(i),"good")});return (0,_chunk_2TL75LQP_js__WEBPACK_IMPORTED_MODULE_2__.a)(r,"cdn")}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__.a)(M,"run");async function O(o,t){let{environment:r,manifest:i,session:s}=await (0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.q)(o,t,"deploy"),m=(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.o)(r,"cdn").map(([a,n])=>({id:a,needs:n.needs,value:(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__.a)(async()=>({component:a,environment:r.name,release:i.id,...await (0,_chunk_WX6YDROH_js__WEBPACK_IMPORTED_MODULE_6__.f)(s,r,{distribution:n.distribution,paths:n.paths}),wait:t.wait,timeoutMinutes:n.timeoutMinutes}),"value")}));return{context:(0,_chunk_3YEFNWLD_js__WEBPACK_IMPORTED_MODULE_1__.d)(o,s),items:m}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__.a)(O,"configuredWork");async function S(o,t){let r=[...new Set(t["distribution-id"])];if(r.length===0)throw (0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_16__.b)({code:"missing-input",message:'the input "distribution-id" is missing',cure:"Give `environment` and `manifest`, or the ids of the distributions."});let{paths:i,release:s,wait:m}=t,a=r.map(p=>({id:p,needs:[],value:(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__.a)(async()=>({component:p,environment:"",release:s,distribution:p,paths:i,wait:m,timeoutMinutes:t["timeout-minutes"]}),"value")})),n=t.region??"us-east-1";return{context:(0,_chunk_3YEFNWLD_js__WEBPACK_IMPORTED_MODULE_1__.d)(o,await (0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.t)(o,{...t,region:n})),items:a}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__.a)(S,"plainWork");async function ot(o){let t=(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_8__.a)(o,H),r=t.environment===void 0?await S(o,t):await O(o,t),i=await M(r);await (0,_chunk_2TL75LQP_js__WEBPACK_IMPORTED_MODULE_2__.c)(o,"CDN invalidations",i)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_27__.a)(ot,"main");


/***/ }),

/***/ 781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ g)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2351);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function g({items:a,run:d,good:c,parallel:f=8}){let p=new Set(a.map(({id:e})=>e)),n=new Map,t=new Map,s;function l(e){return n.has(e.id)||t.has(e.id)?!1:e.needs.filter(r=>p.has(r)).every(r=>n.has(r))}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(l,"ready");async function u(e){try{let r=await d(e);n.set(e.id,{id:e.id,state:"ran",result:r}),c(r)||(s??=e.id)}catch(r){n.set(e.id,{id:e.id,state:"threw",error:(0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_1__.c)(r)}),s??=e.id}t.delete(e.id)}for((0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(u,"start");;){for(let e of a){if(s!==void 0||t.size>=f)break;l(e)&&t.set(e.id,u(e))}if(t.size===0)break;await Promise.race(t.values())}return a.map(({id:e})=>n.get(e)??{id:e,state:"skipped",because:s??"it needs itself in a circle"})}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_2__.a)(g,"inOrder");


/***/ })

};
